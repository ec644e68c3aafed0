import type {Warning} from '../../result/result.ts';
import {isStop, UserError, warningOf} from '../../errors/userError.ts';

/**
 * Work that the rest can do without: what it throws becomes a problem that says what was not done, and undefined.
 * Work that was to end is ended, and a mistake of ours is one.
 */
export const notDone =
  (problems: Warning[], what: string) =>
  async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await work();
    } catch (error) {
      if (isStop(error) || !(error instanceof UserError)) throw error;
      tell(problems, what, warningOf(error));
      return undefined;
    }
  };

/** What fails for one reason is told once. */
export const tell = (problems: Warning[], what: string, {message, ...warning}: Warning): void => {
  const known = problems.find(problem => problem.message.endsWith(` ${message}`));
  if (known === undefined) problems.push({...warning, message: `${what} ${message}`});
  else if (!known.message.includes(what)) known.message = `${what} ${known.message}`;
};
