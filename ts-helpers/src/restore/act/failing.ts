import {commandFailure, complaintOf} from '../../causes/commandFailure.ts';
import {CommandFailed, UserError} from '../../errors/userError.ts';

/** What the tool says of it is what is told, and what is used is as it was. Throws RESTORE_FAILED, or of the machine. */
export const failing = async <T>(what: string, where: string, work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    throw error instanceof CommandFailed ? failureOf(`${what} cannot be restored`, where, error) : error;
  }
};

/** By what a tool failed that was given something of the backup. */
export const failureOf = (what: string, where: string, error: CommandFailed): UserError => {
  const {code} = commandFailure(error);
  return new UserError(
    code === 'COMMAND_FAILED' ? 'RESTORE_FAILED' : code,
    `Of the backup, ${what}: ${complaintOf(error)}`,
    {where, evidence: {log: {source: where, lines: [...error.tail]}}, cause: error},
  );
};
