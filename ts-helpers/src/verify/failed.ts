import type {Bucket} from '../archive/bucket.ts';
import {commandFailure, complaintOf} from '../causes/commandFailure.ts';
import {type CommandFailed, UserError} from '../errors/userError.ts';
import {withinSentence} from '../text/sentences.ts';

/** The backup cannot be restored, or is not what was stored: it counts as none, and why is kept as evidence. */
export class NotProven extends Error {
  override readonly name = 'NotProven';
  readonly differences: readonly string[];
  /** What the tool printed that failed. */
  readonly log: readonly string[];

  constructor(differences: readonly string[], log: readonly string[] = [], cause?: unknown) {
    super(differences[0] ?? 'It is not what was stored', {cause});
    this.differences = differences;
    this.log = log;
  }
}

/** By what a tool failed that was given something of the backup. A machine that has nothing left tells nothing of the backup. */
export const notProvenBy = (what: string, error: CommandFailed): NotProven | UserError => {
  const {code, evidence} = commandFailure(error);
  const message = `${what}: ${withinSentence(complaintOf(error))}`;
  return code === 'COMMAND_FAILED'
    ? new NotProven([message], error.tail, error)
    : new UserError(code, message, {...(evidence && {evidence}), cause: error});
};

/** The same, said of the archive where it is no good. */
export const brokenBackup = (
  key: string,
  {bucket}: {bucket: Pick<Bucket, 'name'>},
  error: unknown,
): unknown => {
  if (!(error instanceof NotProven)) return error;
  const [first = error.message] = error.differences;
  return new UserError('BACKUP_BROKEN', `${key}: ${first}.`, {
    where: `s3://${bucket.name}/${key}`,
    ...(error.log.length > 0 && {evidence: {log: {source: 'restore', lines: [...error.log]}}}),
    cause: error,
  });
};
