import type {Warning} from '../result/result.ts';
import type {Report} from './report.ts';

/** What went wrong beside the work, with its code and what to do. */
export const warn = (report: Pick<Report, 'warn'>, {code, message, remedy}: Warning): void => {
  report.warn(`${code}: ${message} ${remedy}`);
};
