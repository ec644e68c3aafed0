import type {Evidence, StageResult, Warning} from '../result/result.ts';
import {catalogue, type ErrorCode} from './catalogue.ts';

export {catalogue, EXIT, type ErrorCode} from './catalogue.ts';

type Leaves = Pick<StageResult, 'junit' | 'tests' | 'left' | 'undone' | 'planned' | 'backup' | 'proof'>;

export interface ErrorDetails {
  /** File, `file:line` or `file:line:column`, setting or address that is wrong. */
  where?: string;
  /** A more exact remedy than the catalogue's. */
  remedy?: string;
  evidence?: Evidence;
  /** What a stage leaves behind although it failed. */
  leaves?: Leaves;
  cause?: unknown;
}

/** An error its user can act on. Anything else that is thrown is a bug and shown with its stack. */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly code: ErrorCode;
  readonly exitCode: number;
  readonly remedy: string;
  readonly where: string | undefined;
  readonly evidence: Evidence;
  readonly leaves: Leaves;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, {cause: details.cause});
    this.code = code;
    this.exitCode = catalogue[code].exit;
    this.remedy = details.remedy ?? catalogue[code].remedy;
    this.where = details.where;
    this.evidence = details.evidence ?? {};
    this.leaves = details.leaves ?? {};
  }

  /** In a plan that is printed: the message of an error is no part of its JSON by itself. */
  toJSON(): Warning & {where?: string} {
    const {where} = this;
    return {...warningOf(this), ...(where !== undefined && {where})};
  }
}

/** An error that is told, and fails nothing. */
export const warningOf = ({code, message, remedy}: UserError): Warning => ({code, message, remedy});

/** Whether the verb itself was to end: what was under way then has not failed. */
export const isStop = (error: unknown): error is UserError =>
  error instanceof UserError && (error.code === 'INTERRUPTED' || error.code === 'TIME_LIMIT');

/** What was thrown, in words: not everything that can be thrown is an error. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** A program that was run ended with something else than 0. The caller decides what that means. */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed';
  readonly program: string;
  readonly exitCode: number | undefined;
  readonly signal: string | undefined;
  /** It took longer than it may, and was ended by us. */
  readonly isLate: boolean;
  /** The last lines of what it printed, both streams as they came. */
  readonly tail: readonly string[];
  readonly stdout: string;
  readonly stderr: string;

  constructor(facts: {
    program: string;
    args: readonly string[];
    exitCode?: number | undefined;
    signal?: string | undefined;
    /** It was ended by us, for it took longer. */
    lateAfterMs?: number | undefined;
    tail: readonly string[];
    stdout?: string;
    stderr?: string;
    cause?: unknown;
  }) {
    const command = shortened([facts.program, ...facts.args].join(' '));
    const said = facts.tail.findLast(line => line.trim() !== '')?.trim();
    super(`${command} ${endingOf(facts)}${said === undefined ? '' : `: ${said}`}`, {cause: facts.cause});
    this.program = facts.program;
    this.exitCode = facts.exitCode;
    this.signal = facts.signal;
    this.isLate = facts.lateAfterMs !== undefined;
    this.tail = facts.tail;
    this.stdout = facts.stdout ?? '';
    this.stderr = facts.stderr ?? '';
  }
}

const endingOf = ({
  exitCode,
  signal,
  lateAfterMs,
}: {
  exitCode?: number | undefined;
  signal?: string | undefined;
  lateAfterMs?: number | undefined;
}): string => {
  if (lateAfterMs !== undefined) return `did not end within ${lateAfterMs / 1000} s`;
  return signal ? `was ended by ${signal}` : `exited with ${exitCode ?? 'no code'}`;
};

const LONGEST_COMMAND = 300;

/** A command is as long as its user likes. */
const shortened = (text: string): string =>
  text.length <= LONGEST_COMMAND ? text : `${text.slice(0, LONGEST_COMMAND)} …`;
