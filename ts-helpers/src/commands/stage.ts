import type {ErrorReport, StageResult} from '../domain/result.ts';
import {UserError} from '../errors.ts';
import type {Clock} from '../adapters/clock.ts';

export type StageOutcome = Omit<StageResult, 'stage' | 'startedAt' | 'durationMs' | 'error'>;

/** Runs a stage to a result that says how it ended. Never throws. */
export const runStage = async (
  stage: string,
  clock: Pick<Clock, 'now'>,
  work: () => Promise<StageOutcome>,
): Promise<StageResult> => {
  const begun = clock.now();
  const ended = await work().catch((error: unknown) => ({
    outcome: 'failed' as const,
    error: toErrorReport(error),
    ...(error instanceof UserError && error.leaves),
  }));
  return {
    stage,
    startedAt: begun.toISOString(),
    durationMs: clock.now().getTime() - begun.getTime(),
    ...ended,
  };
};

/** What its user can act on as it is; anything else is a bug of ours, INTERNAL, with its stack as evidence. */
export const toErrorReport = (error: unknown): ErrorReport => {
  const {code, message, remedy, where, exitCode, evidence} =
    error instanceof UserError ? error : unexpected(error);
  return {code, message, remedy, exitCode, evidence, ...(where !== undefined && {where})};
};

const unexpected = (error: unknown): UserError => {
  if ((error as NodeJS.ErrnoException | undefined)?.code === 'ENOSPC') {
    return new UserError('DISK_FULL', (error as Error).message);
  }
  const stack = error instanceof Error && error.stack !== undefined ? error.stack : String(error);
  const lines = [stack, ...causes(error)].join('\n').split('\n');
  return new UserError('INTERNAL', String(error), {evidence: {log: {source: 'countable', lines}}});
};

const causes = (error: unknown): string[] => {
  if (!(error instanceof Error) || error.cause === undefined) return [];
  const {cause} = error;
  const stack = cause instanceof Error && cause.stack !== undefined ? cause.stack : String(cause);
  return [`Caused by: ${stack}`, ...causes(cause)];
};
