import {ServiceError} from './serviceError.ts';

/**
 * The same adapter; what it trips over in an answer, a list where a map should be, is told as the service's doing: by
 * its own documents such an answer cannot be.
 */
export const understanding = <T extends object>(service: string, adapter: T): T =>
  Object.fromEntries(
    Object.entries(adapter).map(([name, member]) => [
      name,
      typeof member === 'function' ? understood(service, member as Method) : (member as unknown),
    ]),
  ) as T;

/** What JavaScript and its parsers throw; ours have names of their own. */
const TRIPPED = new Set(['Error', 'TypeError', 'RangeError', 'SyntaxError', 'URIError']);

type Method = (...words: unknown[]) => Promise<unknown>;

export const understood =
  <A extends unknown[], R>(service: string, work: (...words: A) => Promise<R>) =>
  async (...words: A): Promise<R> => {
    try {
      return await work(...words);
    } catch (error) {
      if (!(error instanceof Error) || !TRIPPED.has(error.name)) throw error;
      const message = `What ${service} answers is not what it should be: ${error.message}.`;
      throw new ServiceError('ANSWER_BROKEN', message, {
        remedy: 'Look whether a proxy changes it, and which version the server has.',
        cause: error,
      });
    }
  };
