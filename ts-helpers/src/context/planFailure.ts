import path from 'node:path';
import {createGit} from '../adapters/git.ts';
import {deadline} from '../adapters/patience.ts';
import {createShell} from '../adapters/shell.ts';
import type {Invocation} from '../cli/parse.ts';
import {changesWithoutProject} from '../commands/changes.ts';
import {toErrorReport} from '../commands/stage.ts';
import type {Finished, World} from '../context.ts';
import type {Facts} from '../domain/facts.ts';
import type {Head, StageResult} from '../domain/result.ts';
import {suspectsOf} from './suspects.ts';

/** A plan that failed, as a stage that did: with whose commit it was, for else nobody can be told. */
export const planFailure = async (
  error: unknown,
  {
    invocation: {flags},
    world,
    facts,
    begun,
  }: {invocation: Invocation; world: World; facts: Facts; begun: Date},
): Promise<Finished> => {
  const {folder, report, signal} = world;
  const told = toErrorReport(error);
  if (told.code === 'INTERNAL') report.bug(error);
  const head = await headOf(path.resolve(folder, flags.workspace ?? ''), signal, facts).catch(
    () => undefined,
  );
  const suspects = head?.changes === undefined ? [] : await suspectsOf(told, {flags}, world).catch(() => []);
  const result: StageResult = {
    stage: 'Plan',
    outcome: 'failed',
    startedAt: begun.toISOString(),
    durationMs: Date.now() - begun.getTime(),
    error: {...told, evidence: {...told.evidence, ...(suspects.length > 0 && {suspects})}},
    ...(head && {head}),
  };
  return {result, error: told};
};

/** Git that hangs may be what the plan failed by. */
const GIT_MS = 3_000;

const headOf = async (workspace: string, signal: AbortSignal, facts: Facts): Promise<Head | undefined> => {
  const bound = deadline(signal, GIT_MS, () => new Error('git hangs'));
  try {
    const git = createGit(createShell(bound.signal), workspace);
    const head = await git.facts();
    if (head === undefined) return undefined;
    const {commit, subject, author} = head;
    const changes = await changesWithoutProject(commit, facts, {git}).catch(() => undefined);
    return {commit, subject, author, ...(changes && {changes})};
  } finally {
    bound.clear();
  }
};
