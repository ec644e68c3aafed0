import path from 'node:path';
import {createGit} from '../adapters/git.ts';
import {createShell} from '../adapters/shell.ts';
import type {Invocation} from '../cli/parse.ts';
import {findSuspects} from '../commands/suspects.ts';
import type {World} from '../context.ts';
import {greenCommit} from '../domain/changes.ts';
import {isComposeName} from '../domain/composeChanges.ts';
import type {ErrorReport} from '../domain/result.ts';
import type {Suspect} from '../domain/suspects.ts';
import {readFacts} from './project.ts';

/** Asks the clone that a stage ran in whose commit its failure may be. */
export const suspectFinder =
  ({flags}: Pick<Invocation, 'flags'>, {folder, signal, maskData}: World) =>
  async (error: ErrorReport): Promise<readonly Suspect[]> => {
    const facts = await readFacts({flags});
    const git = createGit(createShell(signal), path.resolve(folder, flags.workspace ?? ''));
    const loadYaml = async () => (await import('../adapters/composeSource.ts')).readYaml;
    const since = greenCommit(facts);
    return maskData(await findSuspects({error, since, isCompose: isComposeName}, {git, loadYaml}));
  };
