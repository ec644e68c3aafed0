import type {SqlContent} from '../archive/sqlContent.ts';
import {type CommandFailed, UserError} from '../errors/userError.ts';

/** Whether SQL ends with the line that its tool writes last. */
export interface Ending {
  hear(chunk: Buffer): void;
  /** Once all has been heard. Throws DUMP_BROKEN; `cause`: what stumbled over it. */
  check(cause?: CommandFailed): void;
}

/** So far from its end the last line is that says so. */
const TAIL = 512;

export const createEnding = ({end}: Pick<SqlContent, 'end'>): Ending => {
  let tail: Buffer = Buffer.alloc(0);
  return {
    hear(chunk) {
      tail = Buffer.concat([tail, chunk.subarray(-TAIL)]).subarray(-TAIL);
    },
    check(cause) {
      if (end !== undefined && !tail.toString('latin1').includes(end))
        throw cutOff(`its last line is not "${end}"`, cause);
    },
  };
};

export const cutOff = (how: string, cause?: CommandFailed): UserError =>
  new UserError('DUMP_BROKEN', `It was cut off: ${how}.`, {
    ...(cause !== undefined && {evidence: {log: {source: 'restore', lines: cause.tail}}}),
    cause,
  });
