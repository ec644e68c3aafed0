import {isComposeName} from '../composeChanges.ts';
import {changedLines, type Patch} from '../patches.ts';
import {isInert, isTestFile} from '../sourceFiles.ts';
import type {Questions, Testimony} from '../suspects.ts';
import {type Suspect, WEIGHTS} from './suspect.ts';

/** Who took away the page, or the file, that a health check asks for, or that we ask for, under this very path. */
export const byPaths = (questions: Questions, {patches}: Testimony): Suspect[] =>
  pathsOf(questions).flatMap(path =>
    patches.flatMap(patch => {
      const file = takenFrom(patch, path);
      return file === undefined
        ? []
        : [
            {
              commit: patch.commit,
              file,
              weight: WEIGHTS.pathGone,
              why: `removed ${path}, for which ${questions.error.code === 'NO_ANSWER' ? 'it is asked' : 'the health check asks'}`,
            },
          ];
    }),
  );

const pathsOf = ({error, services}: Questions): string[] => {
  if (error.code === 'NO_ANSWER') return NOT_THERE.test(error.message) ? pathsIn(error.message) : [];
  if (error.code !== 'SERVICE_UNHEALTHY') return [];
  const asked = (error.evidence.services ?? [])
    .filter(({service, restarts = 0}) => services.has(service) && restarts === 0)
    .filter(({healthOutput = ''}) => !UNREACHED.test(healthOutput))
    .flatMap(({healthCommand = '', healthOutput = ''}) => pathsIn(`${healthCommand}\n${healthOutput}`));
  return [...new Set(asked)];
};

const NOT_THERE = /\bHTTP (?:404|405|410)\b/;
/** Nobody was there who might have known the path. */
const UNREACHED = /refused|ECONN|timed? ?out|reset by peer|not known|no such host/i;

/** Absolute ones of files, and those of addresses. */
const pathsIn = (text: string): string[] =>
  [...text.matchAll(PATHS)]
    .map(({groups}) => (groups?.['path'] ?? '').replace(/[./]+$/, ''))
    .filter(path => (path.match(/[A-Za-z]/g) ?? []).length >= FEWEST_LETTERS && !OF_THE_SYSTEM.test(path));

const PATHS = /(?:^|[\s"'`‘(=]|\w:\/\/[^\s/"'`]{1,200})(?<path>\/[\w.~/-]{4,200})/g;
const FEWEST_LETTERS = 4;
const OF_THE_SYSTEM = /^\/(?:bin|sbin|dev|proc|sys|usr\/(?:local\/)?s?bin)(?:\/|$)/;

const takenFrom = ({files}: Patch, path: string): string | undefined => {
  const own = files.filter(({file}) => !isTestFile(file) && !isInert(file) && !isComposeName(file));
  const counted = own.map(file => {
    let net = 0;
    for (const line of changedLines(file))
      net += timesIn(line.slice(1), path) * (line.startsWith('+') ? 1 : -1);
    return {file: file.file, net};
  });
  const sum = counted.reduce((total, {net}) => total + net, 0);
  return sum < 0 ? counted.find(({net}) => net < 0)?.file : undefined;
};

/** Whole, or as frameworks have it that leave out the first slash: `path("healthz/", …)`. */
const timesIn = (line: string, path: string): number => {
  let found = 0;
  for (let at = line.indexOf(path); at >= 0; at = line.indexOf(path, at + 1))
    if (!/[\w.~/-]/.test(line[at - 1] ?? '') && !/[\w~-]/.test(afterSlash(line, at + path.length)))
      found += 1;
  const bare = path.slice(1);
  return (
    found +
    QUOTES.filter(quote => [`${bare}${quote}`, `${bare}/${quote}`].some(end => line.includes(quote + end)))
      .length
  );
};

const QUOTES = ['"', "'", '`'];

const afterSlash = (line: string, at: number): string => line[line[at] === '/' ? at + 1 : at] ?? '';
