import type {Warning} from '../result/result.ts';
import type {Voice} from './voice.ts';

/** What went wrong beside the work, with its code and what to do. */
export const warn = (voice: Pick<Voice, 'warn'>, {code, message, remedy}: Warning): void => {
  voice.warn(`${code}: ${message} ${remedy}`);
};
