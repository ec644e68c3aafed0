import path from 'node:path';
import {createGit} from '../adapters/git.ts';
import {createShell} from '../adapters/shell.ts';
import type {Invocation} from '../cli/parse.ts';
import {findOwnFiles} from '../commands/ownFiles.ts';
import {findSuspects} from '../commands/suspects.ts';
import type {World} from '../context.ts';
import {greenCommit} from '../domain/changes.ts';
import type {ErrorReport, OwnFile} from '../domain/result.ts';
import type {Suspect} from '../domain/suspects.ts';
import {readFacts} from './project.ts';

/** Asks the clone that a stage ran in whose commit its failure may be. */
export const suspectsOf = async (
  error: ErrorReport,
  {flags}: Pick<Invocation, 'flags'>,
  {folder, signal, maskData}: World,
): Promise<readonly Suspect[]> => {
  const since = greenCommit(await readFacts({flags}));
  const git = createGit(createShell(signal), path.resolve(folder, flags.workspace ?? ''));
  const loadYaml = async () => (await import('../adapters/composeSource.ts')).readYaml;
  return maskData(await findSuspects({error, since}, {git, loadYaml}));
};

/** Asks it for the files that a failure misses. */
export const ownFilesOf = async (
  error: ErrorReport,
  {flags}: Pick<Invocation, 'flags'>,
  {folder, signal, maskData}: World,
): Promise<readonly OwnFile[]> => {
  const since = greenCommit(await readFacts({flags}));
  const git = createGit(createShell(signal), path.resolve(folder, flags.workspace ?? ''));
  return maskData(await findOwnFiles({error, since}, git));
};
