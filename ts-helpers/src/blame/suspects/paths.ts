import {isComposeName} from '../../history/composeChanges.ts';
import {changedLines, type Patch, type PatchedFile} from '../../history/patches.ts';
import {isDockerfile, isInert, isTestFile} from '../../history/sourceFiles.ts';
import type {Questions, Testimony} from '../questions.ts';
import type {Suspect} from '../../result/suspect.ts';
import {WEIGHTS} from './weights.ts';

/** Who took away the page, or the file, that a health check asks for, or that we ask for; or who first asked for it. */
export const byPaths = (questions: Questions, {patches}: Testimony): Suspect[] =>
  pathsOf(questions).flatMap(path => [
    ...moving(path, patches, {is: isAnswering, by: -1}).map(found => ({
      ...found,
      why: `removed ${path}, for which ${questions.error.code === 'NO_ANSWER' ? 'it is asked' : 'the health check asks'}`,
    })),
    ...moving(path, patches, {is: isAsking, by: 1}).map(found => ({...found, why: `asks for ${path} now`})),
  ]);

const pathsOf = ({error, services}: Questions): string[] => {
  if (error.code === 'NO_ANSWER') return NOT_THERE.test(error.message) ? pathsIn(error.message) : [];
  if (error.code !== 'SERVICE_UNHEALTHY') return [];
  const asked = (error.evidence.services ?? [])
    .filter(({service, restarts = 0}) => services.has(service) && restarts === 0)
    .filter(({healthOutput = ''}) => !UNREACHED.test(healthOutput))
    .flatMap(({healthCommand = '', healthOutput = ''}) => [healthCommand, ...missingLines(healthOutput)]);
  return [...new Set(asked.flatMap(pathsIn))];
};

/** Others may be of a page that it shows. */
const missingLines = (output: string): string[] =>
  output.split('\n').filter(line => /no such file|not found|cannot|can't|404/i.test(line));

const isAnswering = (file: string): boolean => !isTestFile(file) && !isInert(file) && !isAsking(file);
/** Compose files tell of themselves: who changed a health check is known by the setting. */
const isAsking = (file: string): boolean =>
  isComposeName(file) || isDockerfile(file) || /^countable\.ya?ml$/.test(file);

const NOT_THERE = /\bHTTP (?:404|405|410)\b/;
/** Nobody was there who might have known the path. */
const UNREACHED = /refused|ECONN|timed? ?out|reset by peer|not known|no such host/i;

/** Absolute ones of files, and those of addresses. */
const pathsIn = (text: string): string[] =>
  [...text.matchAll(PATHS)]
    .map(({groups}) => (groups?.['path'] ?? '').replace(/[./]{1,3}$/, ''))
    .filter(path => (path.match(/[A-Za-z]/g) ?? []).length >= FEWEST_LETTERS && !OF_THE_SYSTEM.test(path));

const PATHS = /(?:^|[\s"'`‘(=]|\w:\/\/[^\s/"'`]{1,200})(?<path>\/[\w.~/-]{4,200})/g;
const FEWEST_LETTERS = 4;
const OF_THE_SYSTEM = /^\/(?:bin|sbin|dev|proc|sys|usr\/(?:local\/)?s?bin)(?:\/|$)/;

/** The commits that have the path fewer times than before, or more, where all of them together have so. */
const moving = (
  path: string,
  patches: readonly Patch[],
  {is, by}: {is: (file: string) => boolean; by: 1 | -1},
): Omit<Suspect, 'why'>[] => {
  const counted = patches.map(({commit, files}) => {
    const own = files
      .filter(({file}) => is(file))
      .map(file => ({file: file.file, net: netIn(file, path) * by}));
    return {
      commit,
      file: own.find(({net}) => net > 0)?.file ?? '',
      net: own.reduce((sum, one) => sum + one.net, 0),
    };
  });
  return counted.reduce((sum, one) => sum + one.net, 0) > 0
    ? counted.filter(({net}) => net > 0).map(({commit, file}) => ({commit, file, weight: WEIGHTS.pathGone}))
    : [];
};

const netIn = (file: PatchedFile, path: string): number => {
  let net = 0;
  for (const line of changedLines(file))
    net += timesIn(line.slice(1), path) * (line.startsWith('+') ? 1 : -1);
  return net;
};

/** Whole, or as frameworks have it that leave out the first slash: `path("healthz/", …)`. */
const timesIn = (line: string, path: string): number => {
  let found = 0;
  for (let at = line.indexOf(path); at >= 0; at = line.indexOf(path, at + 1))
    if (BEGINS.test(line.slice(0, at)) && !/[\w~-]/.test(afterSlash(line, at + path.length))) found += 1;
  const bare = path.slice(1);
  return (
    found +
    QUOTES.filter(quote => [`${bare}${quote}`, `${bare}/${quote}`].some(end => line.includes(quote + end)))
      .length
  );
};

/** Nothing of a longer path, but for the address of a server. */
const BEGINS = /(?:^|[^\w.~/-]|:\/\/[^\s/"'`]{1,200})$/;
const QUOTES = ['"', "'", '`'];

const afterSlash = (line: string, at: number): string => line[line[at] === '/' ? at + 1 : at] ?? '';
