import path from 'node:path';
import {createGit} from '../adapters/git.ts';
import {deadline} from '../adapters/patience.ts';
import {createShell} from '../adapters/shell.ts';
import type {Invocation} from '../cli/parse.ts';
import {toErrorReport} from '../commands/stage.ts';
import type {Finished, World} from '../context.ts';
import type {Head, StageResult} from '../domain/result.ts';

/** A plan that failed, as a stage that did: with whose commit it was, for else nobody can be told. */
export const planFailure = async (
  error: unknown,
  {invocation: {flags}, world, begun}: {invocation: Invocation; world: World; begun: Date},
): Promise<Finished> => {
  const {folder, report, signal} = world;
  const told = toErrorReport(error);
  if (told.code === 'INTERNAL') report.bug(error);
  const head = await headOf(path.resolve(folder, flags.workspace ?? ''), signal).catch(() => undefined);
  const result: StageResult = {
    stage: 'Plan',
    outcome: 'failed',
    startedAt: begun.toISOString(),
    durationMs: Date.now() - begun.getTime(),
    error: told,
    ...(head && {head}),
  };
  return {result, error: told};
};

/** Git that hangs may be what the plan failed by. */
const GIT_MS = 3_000;

const headOf = async (workspace: string, signal: AbortSignal): Promise<Head | undefined> => {
  const bound = deadline(signal, GIT_MS, () => new Error('git hangs'));
  try {
    const git = await createGit(createShell(bound.signal), workspace).facts();
    return git && {commit: git.commit, subject: git.subject, author: git.author};
  } finally {
    bound.clear();
  }
};
