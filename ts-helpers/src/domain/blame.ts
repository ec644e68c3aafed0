import {type Changes, type Commit, withoutMerges} from './changes.ts';
import {isBot, type Person} from './people.ts';
import type {FailedTest} from './result.ts';
import {isInert} from './sourceFiles.ts';
import {pointsAt} from './suspicion.ts';
import {type Suspect, WEIGHTS} from './suspects/suspect.ts';

/** Whom a failure is told to, and why. */
export interface Blame {
  /** By what speaks against them, then the newest first; empty when no new commit was built, or it was nobody. */
  people: Blamed[];
  /** Why nobody is blamed: what triggered the build, in Jenkins' words. */
  nobody?: string;
  /** It was no commit: the machine, Docker, or a service of others failed. */
  machine?: true;
}

export interface Blamed extends Person {
  commits: number;
  /** What makes this one the likely culprit. */
  touched?: {file: string; commit: string; line?: number; why?: string; diff?: readonly string[]};
  /** The bots whose commits this one merged. */
  mergedOf?: string[];
}

/** What a failure points at in the repository. */
export interface Suspicion {
  failedTests?: readonly FailedTest[];
  /** Files and folders that the failing service is made of, relative to the root. */
  paths?: readonly string[];
  /** Other text that names files: a message, a stack. */
  texts?: readonly string[];
  /** What git told of it. */
  suspects?: readonly Suspect[];
}

export interface BlameFacts {
  changes: Changes;
  /** What started the build, in Jenkins' words. */
  triggers?: readonly string[] | undefined;
  suspicion?: Suspicion | undefined;
  /** Whether any of the failures can be a commit's. */
  isAnybodys?: boolean;
}

/** With less, nobody is called likely. */
const ENOUGH = 40;
/** So much more has to speak against one than against the next. */
const MARGIN = 15;
/** A file of the failing service, or one that is named. */
const SLIGHT = 20;
/** Where nobody else did anything of the kind. */
const ONLY_ONE = 40;
/** A test that was changed, where nothing else was. */
const ONLY_TEST = 60;

interface Case {
  person: Blamed;
  weight: number;
  touched?: Blamed['touched'];
}

/**
 * The authors of what came since the last green build. Merges are followed: who merged is blamed only where nothing
 * but merges came, or beside a bot. A build of a commit that had been built before blames nobody.
 */
export const blame = ({changes, triggers = [], suspicion = {}, isAnybodys = true}: BlameFacts): Blame => {
  if (!changes.isNew || changes.commits.length === 0) {
    return {people: [], nobody: triggers.join('; ') || 'nothing tells what triggered the build'};
  }
  if (!isAnybodys) return {people: [], machine: true};
  const cases = casesOf(changes, suspicion);
  const likely = likelyOf(cases);
  return {
    people: cases.map(({person, touched}, index) =>
      index < likely && touched ? {...person, touched} : person,
    ),
  };
};

/** By weight; the commits are the newest first, and so are those of one weight. */
const casesOf = ({commits}: Changes, suspicion: Suspicion): Case[] => {
  const cases = new Map<string, Case>();
  const own = withoutMerges(commits);
  for (const commit of own) {
    const evidence = evidenceAgainst(commit, own, suspicion);
    for (const [person, merged] of responsible(commit)) {
      const key = person.email.toLowerCase();
      const known = cases.get(key) ?? {person: {...person, commits: 0}, weight: 0};
      const isMore = evidence !== undefined && evidence.weight > known.weight;
      const mergedOf = [
        ...new Set([...(known.person.mergedOf ?? []), ...(merged ? [commit.author.name] : [])]),
      ];
      cases.set(key, {
        ...known,
        ...(isMore && evidence),
        person: {
          ...known.person,
          commits: known.person.commits + (merged ? 0 : 1),
          ...(mergedOf.length > 0 && {mergedOf}),
        },
      });
    }
  }
  return weighedAgainstEachOther([...cases.values()]).sort((a, b) => b.weight - a.weight);
};

/** The author, who wrote it with them, and who merged it where it is a bot's; those with whether they merged. */
const responsible = ({author, coAuthors = [], mergedBy}: Commit): [Person, boolean][] => {
  const people = [author, ...coAuthors].map((person): [Person, boolean] => [person, false]);
  return isBot(author) && mergedBy !== undefined ? [...people, [mergedBy, true]] : people;
};

/** How many at the head are likely: one, or those who wrote one commit together. */
const likelyOf = (cases: readonly Case[]): number => {
  const [first] = cases;
  if (first?.touched === undefined || first.weight < ENOUGH) return 0;
  const together = cases.filter(({touched}) => touched?.commit === first.touched?.commit).length;
  const next = cases.find(({touched}) => touched?.commit !== first.touched?.commit);
  return first.weight - (next?.weight ?? 0) >= MARGIN ? together : 0;
};

/** What is slight counts where it speaks against one alone. */
const weighedAgainstEachOther = (cases: Case[]): Case[] => {
  const against = cases.filter(({weight}) => weight > 0);
  const commits = new Set(against.map(({touched}) => touched?.commit));
  return commits.size === 1
    ? against
        .map(one => ({...one, weight: Math.max(one.weight, ONLY_ONE)}))
        .concat(cases.filter(one => !against.includes(one)))
    : cases;
};

const evidenceAgainst = (
  commit: Commit,
  all: readonly Commit[],
  suspicion: Suspicion,
): Pick<Case, 'weight' | 'touched'> | undefined => {
  const suspect = suspicion.suspects?.find(one => one.commit === commit.id);
  if (suspect !== undefined) {
    const {weight, file, line, why, diff} = suspect;
    const isOnly = weight === WEIGHTS.test && all.every(one => one === commit || one.files.every(isInert));
    return {
      weight: isOnly ? ONLY_TEST : weight,
      touched: {file, commit: commit.id, why, ...(line !== undefined && {line}), ...(diff && {diff})},
    };
  }
  const file = commit.files.find(name => !isInert(name) && pointsAt(suspicion, name));
  return file === undefined ? undefined : {weight: SLIGHT, touched: {file, commit: commit.id}};
};
