import type {ErrorReport, Evidence, OwnFile, StageResult, Transcript} from '../result/result.ts';
import {commandFailure} from '../causes/commandFailure.ts';
import type {Suspect} from '../result/suspect.ts';
import {cutLine} from '../text/line.ts';
import {CommandFailed, UserError} from '../errors/userError.ts';
import {systemProblem} from '../errors/system.ts';
import type {Clock} from '../outside/clock.ts';
import type {Host} from '../outside/host.ts';
import type {RecordingVoice} from './transcript.ts';

export type StageOutcome = Omit<StageResult, 'stage' | 'startedAt' | 'durationMs' | 'error'>;

export interface StageNeeds {
  clock: Pick<Clock, 'now' | 'elapsed'>;
  host: Host;
  voice: Pick<RecordingVoice, 'transcript' | 'bug'>;
  /** Folder of the disk that matters. */
  folder: string;
  /** The new commits that a failure points at. */
  suspects(error: ErrorReport): Promise<readonly Suspect[]>;
  /** The files of the repository that it misses. */
  ownFiles(error: ErrorReport): Promise<readonly OwnFile[]>;
}

/** Runs a stage to a result that says how it ended. Never throws. */
export const runStage = async (
  stage: string,
  needs: StageNeeds,
  work: () => Promise<StageOutcome>,
): Promise<StageResult> => {
  const {clock} = needs;
  const startedAt = clock.now().toISOString();
  const begun = clock.elapsed();
  const ended = await work().catch((error: unknown) => failed(error, needs));
  return {
    stage,
    startedAt,
    durationMs: Math.round(clock.elapsed() - begun),
    ...ended,
  };
};

const failed = async (error: unknown, {host, voice, folder, suspects: find, ownFiles}: StageNeeds) => {
  const told = toErrorReport(error);
  if (told.code === 'INTERNAL') voice.bug(error);
  // A machine that cannot even tell this has said what is wrong with it in the error.
  const state = await host.state(folder).catch(() => undefined);
  const log = voice.transcript();
  // Of what hangs at least the last words tell.
  const last = told.code === 'TIME_LIMIT' && told.evidence.log === undefined ? lastWords(log) : {};
  const evidence = {...last, ...told.evidence};
  // Git in trouble must not take the place of the failure.
  const [suspects, own] = await Promise.all([
    find({...told, evidence}).catch(() => []),
    ownFiles({...told, evidence}).catch(() => []),
  ]);
  return {
    outcome: told.code === 'SUPERSEDED' ? ('superseded' as const) : ('failed' as const),
    error: {
      ...told,
      evidence: {
        ...evidence,
        ...(suspects.length > 0 && {suspects}),
        ...(own.length > 0 && {own}),
        ...(state && {host: state}),
      },
    },
    log,
    ...(error instanceof UserError && error.leaves),
  };
};

const LAST_LINES = 40;

const lastWords = ({lines}: Transcript): Evidence =>
  lines.length === 0
    ? {}
    : {log: {source: 'countable', lines: lines.slice(-LAST_LINES).map(({text}) => text)}};

/** What its user can act on; what is neither told by us nor the fault of the machine is a bug of ours, INTERNAL. */
export const toErrorReport = (error: unknown): ErrorReport => {
  const {code, message, remedy, where, exitCode, evidence} = told(error);
  return {
    code,
    message: cutLine(message),
    remedy,
    exitCode,
    evidence,
    ...(where !== undefined && {where: cutLine(where)}),
  };
};

const told = (error: unknown): UserError => {
  if (error instanceof UserError) return error;
  if (error instanceof CommandFailed) return commandFailure(error);
  return systemProblem(error) ?? unexpected(error);
};

const unexpected = (error: unknown): UserError => {
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
