import {
  type Breakage,
  type Memory,
  type RememberedBuild,
  type RememberedFailure,
  rememberedFailure,
} from '../seam/memory.ts';
import type {Facts} from '../seam/facts.ts';
import type {Person} from '../history/people.ts';
import {secondsBetween} from '../text/time.ts';
import type {Failure} from '../result/failure.ts';
import type {Judgement} from './verdict.ts';

/** How this build's failure stands to those before it. */
export interface Course {
  /** Of a breakage that goes on, or that this build begins; the next build finds it. */
  breakage?: Breakage;
  /** The breakage that this build ends. */
  ended?: Breakage;
  /** How long that one lasted. */
  redSeconds?: number;
  /** The breakage goes on with the same error as before; undefined for one that begins. */
  same?: boolean;
  /** When this error was first seen, and how often since, this build included. ISO 8601. */
  seen?: {since: string; times: number};
  /** Earlier builds of this branch that failed in the same way, before this breakage. */
  similar: {build?: number; url?: string; at: string; message: string}[];
}

const MOST_SIMILAR = 5;
const MOST_PEOPLE = 50;

const rememberedFailures = (failures: readonly Failure[]): RememberedFailure[] =>
  failures.map(({stage, error}) =>
    rememberedFailure(stage, {
      code: error.code,
      message: error.message,
      where: error.where,
      tests: (error.evidence.failedTests ?? []).map(({name}) => name),
    }),
  );

/** Where the branch stands after this build. `now`: ISO 8601, UTC. */
export const courseOf = (
  {verdict, failures}: Judgement,
  build: Pick<RememberedBuild, 'commit' | 'build' | 'url'>,
  {memory, people, now}: {memory: Memory; people: readonly Person[]; now: string},
): Course => {
  const {breakage: before} = memory;
  if (verdict === 'green')
    return {...(before && {ended: before, redSeconds: secondsBetween(before.since, now)}), similar: []};
  if (verdict !== 'red' && verdict !== 'unstable') return {...(before && {breakage: before}), similar: []};
  const remembered = rememberedFailures(failures);
  const breakage: Breakage = {
    ...(before ?? {since: now, ...build}),
    people: everybody(before?.people ?? [], people),
    builds: (before?.builds ?? 0) + 1,
    failures: remembered,
  };
  const {seen, similar} = history(remembered, memory, now);
  return {
    breakage,
    similar,
    ...(before && {same: isSame(before.failures, remembered), seen}),
  };
};

/** Each address once. */
const everybody = (known: readonly Person[], others: readonly Person[]): Person[] => {
  const all = [...known, ...others].map(({name, email}) => [email.toLowerCase(), {name, email}] as const);
  return [...new Map(all).values()].slice(0, MOST_PEOPLE);
};

const isSame = (one: readonly RememberedFailure[], other: readonly RememberedFailure[]): boolean =>
  one
    .map(({fingerprint}) => fingerprint)
    .sort()
    .join('\0') ===
  other
    .map(({fingerprint}) => fingerprint)
    .sort()
    .join('\0');

/** The build that failed first of those that have failed in the very same way since, one after another. */
export const firstOfSame = (
  failures: readonly Failure[],
  {builds}: Pick<Memory, 'builds'>,
): RememberedBuild | undefined => rowOf(rememberedFailures(failures), builds).at(-1);

const rowOf = (
  failures: readonly RememberedFailure[],
  builds: readonly RememberedBuild[],
): readonly RememberedBuild[] => {
  const firstOther = builds.findIndex(
    build => build.verdict === 'green' || !isSame(build.failures, failures),
  );
  return firstOther < 0 ? builds : builds.slice(0, firstOther);
};

const history = (failures: readonly RememberedFailure[], {builds}: Memory, now: string) => {
  const row = rowOf(failures, builds);
  const similar = builds
    .slice(row.length)
    .filter(build =>
      build.failures.some(one => failures.some(({fingerprint}) => fingerprint === one.fingerprint)),
    )
    .slice(0, MOST_SIMILAR)
    .map(({build, url, at, failures: [first]}) => ({
      at,
      message: first?.message ?? '',
      ...(build !== undefined && {build}),
      ...(url !== undefined && {url}),
    }));
  return {seen: {since: row.at(-1)?.at ?? now, times: row.length + 1}, similar};
};

/** What later builds need to know of this one. */
export const rememberedBuild = (
  {results = []}: Facts,
  {verdict, failures}: Judgement & {verdict: RememberedBuild['verdict']},
  build: Pick<RememberedBuild, 'commit' | 'build' | 'url' | 'at'>,
): RememberedBuild => ({
  ...build,
  verdict,
  stages: results
    .filter(({outcome}) => outcome === 'passed')
    .map(({stage, durationMs}) => ({name: stage, seconds: Math.round(durationMs / 100) / 10})),
  failures: rememberedFailures(failures),
});
