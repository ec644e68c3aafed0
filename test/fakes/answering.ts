import type {Shell} from '../../ts-helpers/src/outside/shell.ts';
import {CommandFailed, UserError} from '../../ts-helpers/src/errors/userError.ts';

/** What a program prints, and how it ends. */
export interface Answer {
  stdout?: string;
  stderr?: string;
  /** Default: 0. */
  exitCode?: number;
  /** It was ended by us. */
  lateAfterMs?: number;
}

/** A shell whose programs answer so, whatever they are asked. */
export const answeringAll = (answer: Answer | 'not installed'): Shell => answering(() => answer);

/** A shell whose programs answer by what they are asked. */
export const answering = (answerTo: (words: string) => Answer | 'not installed'): Shell => ({
  async run(program, args, {onLine} = {}) {
    const answer = answerTo([program, ...args].join(' '));
    if (answer === 'not installed')
      throw new UserError('TOOL_MISSING', `The command ${program} was not found.`);
    const {stdout = '', stderr = '', exitCode = 0, lateAfterMs} = answer;
    const tail = [stdout, stderr].flatMap(text => text.split('\n')).filter(Boolean);
    if (onLine) tail.forEach(onLine);
    if (exitCode === 0 && lateAfterMs === undefined) return {stdout: stdout.trimEnd(), stderr};
    throw new CommandFailed({program, args, exitCode, lateAfterMs, tail, stdout: stdout.trimEnd(), stderr});
  },
});

/** How each question to them ends: an error's code, `failed` for a command that did, else `answered`. */
export const endingsOf = async <Asked extends unknown[]>(
  questions: Readonly<Record<string, (...asked: Asked) => Promise<unknown>>>,
  ...asked: Asked
): Promise<Record<string, string>> => {
  const ended: Record<string, string> = {};
  for (const [name, ask] of Object.entries(questions))
    ended[name] = await ask(...asked).then(
      () => 'answered',
      (error: unknown) => {
        if (error instanceof UserError) return error.code;
        if (error instanceof CommandFailed) return 'failed';
        throw new Error(`${name} is told by no error of ours`, {cause: error});
      },
    );
  return ended;
};
