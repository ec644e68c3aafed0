import {UserError} from '../errors/userError.ts';

/** What a program printed as JSON, as `read` takes it. Throws COMMAND_GARBLED when it is none, or not what `read` expects. */
export const readJson = <T, R>({command, text}: {command: string; text: string}, read: (data: T) => R): R => {
  try {
    return read(JSON.parse(text) as T);
  } catch (cause) {
    throw garbled(command, text, cause);
  }
};

const SHOWN = 200;

/** A program answered with something else than it should. */
export const garbled = (command: string, text: string, cause?: unknown): UserError => {
  const start = text.trim().slice(0, SHOWN);
  const printed = start === '' ? 'nothing' : JSON.stringify(start);
  return new UserError('COMMAND_GARBLED', `${command} should answer with data, and printed ${printed}.`, {
    cause,
  });
};
