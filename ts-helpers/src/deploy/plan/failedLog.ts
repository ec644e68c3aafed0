import type {Release} from '../../project/release.ts';
import {environmentTitle} from '../../project/conventions.ts';

/** What a container of a release that failed had printed, or what a program said of it. */
export interface Logged {
  source: string;
  lines: readonly string[];
}

/** So many lines of each are read, and so many letters of them kept: the end is what tells. */
export const MOST_LINES = 2_000;
const MOST_LETTERS = 200_000;
/** So many containers are read, those first on which others depend. */
export const MOST_CONTAINERS = 30;

/** The log of a release that gives way to what was live before, as it is kept. */
export const failedLog = (
  {version, environment}: Pick<Release, 'version' | 'environment'>,
  failure: {code: string; message: string},
  logged: readonly Logged[],
): string =>
  [
    `${version} in ${environmentTitle(environment)} failed by ${failure.code}: ${failure.message}`,
    ...logged.flatMap(({source, lines}) => ['', `==> ${source}`, endOf(lines.join('\n'))]),
    '',
  ].join('\n');

const endOf = (text: string): string => {
  if (text.length <= MOST_LETTERS) return text;
  const end = text.slice(-MOST_LETTERS);
  return `(What came before is left out.)\n${end.slice(end.indexOf('\n') + 1)}`;
};
