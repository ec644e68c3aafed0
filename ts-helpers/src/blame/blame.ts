import type {Suspicion} from './suspicion.ts';
import {type Changes, type Commit, withoutMerges} from '../history/changes.ts';
import {isBot, type Person} from '../history/people.ts';
import {isEnvFile, isInert, isTestFile} from '../history/sourceFiles.ts';
import {pointsAt} from './suspicion.ts';
import {isWithin} from '../text/paths.ts';
import {WEIGHTS} from './suspects/weights.ts';

/** Whom a failure is told to, and why. */
export interface Blame {
  /**
   * Those that are likely, then by what speaks against them, then the newest first, and last who changed nothing that it
   * can come of; empty when no new commit was built, or it was nobody.
   */
  people: Blamed[];
  /** Why nobody is blamed: what triggered the build, in Jenkins' words. */
  nobody?: string;
  /** It was no commit: the machine, Docker, or a service of others failed. */
  machine?: true;
  /** All that is new is words, looks, blanks, comments and patience. */
  harmless?: true;
}

export interface Blamed extends Person {
  commits: number;
  /** What makes this one the likely culprit. */
  touched?: {file: string; commit: string; line?: number; why?: string; diff?: readonly string[]};
  /** The bots whose commits this one merged. */
  mergedOf?: string[];
}

export interface BlameFacts {
  changes: Changes;
  /** What started the build, in Jenkins' words. */
  triggers?: readonly string[] | undefined;
  suspicion?: Suspicion | undefined;
  /** The same of each failure, where there are several: each may be another's. */
  each?: readonly Suspicion[];
  /** Whether any of the failures can be a commit's. */
  isAnybodys?: boolean;
}

/** With less, nobody is called likely. */
const ENOUGH = 40;
/** So much more has to speak against one than against the next. */
const MARGIN = 15;
/** A file of the failing service, or one that is named. */
const SLIGHT = 20;
/** That, where nobody else did anything that could have done it. */
const ALONE = 45;
/** A test that was changed, where nothing else was. */
const ONLY_TEST = 60;

interface Case {
  person: Blamed;
  weight: number;
  /** Whether anything of theirs can have done it. */
  canHave: boolean;
  touched?: Blamed['touched'];
}

type Evidence = Pick<Case, 'weight' | 'touched'>;

/** What is looked at. `isAll`: nobody else can have done it, for the last green build is known. */
interface Commits {
  commits: readonly Commit[];
  isAll: boolean;
}

/**
 * The authors of what came since the last green build. Merges are followed: who merged is blamed only where nothing
 * but merges came, or beside a bot. A build of a commit that had been built before blames nobody.
 */
export const blame = (facts: BlameFacts): Blame => {
  const {changes, triggers = [], suspicion = {}, each = [], isAnybodys = true} = facts;
  if (!changes.isNew || changes.commits.length === 0) {
    return {people: [], nobody: triggers.join('; ') || 'Nothing tells what triggered the build'};
  }
  if (!isAnybodys) return {people: [], machine: true};
  const known = {commits: ownCommits(changes.commits, suspicion), isAll: changes.since !== null};
  const cases = casesOf(known, suspicion);
  if (!cases.some(({canHave}) => canHave)) return {people: [], harmless: true};
  const likely = likelyOf(cases);
  const others = each.flatMap(one => likelyOf(ownCasesOf(known, one))).filter(one => !isAmong(one, likely));
  const told = [...likely, ...others].filter((one, index, all) => !isAmong(one, all.slice(0, index)));
  return {
    people: [
      ...told.map(({person, touched}) => ({...person, ...(touched && {touched})})),
      ...cases.filter(one => !isAmong(one, told)).map(({person}) => person),
    ],
  };
};

const isAmong = ({person}: Case, cases: readonly Case[]): boolean =>
  cases.some(other => isSamePerson(other.person, person));

/** By what git told of one failure alone; what is slight counts only where it is all there is. */
const ownCasesOf = (known: Commits, {suspects = []}: Suspicion): Case[] => casesOf(known, {suspects});

/** Merges only where nothing else came, or where one changed itself what failed: a conflict was solved wrongly. */
const ownCommits = (commits: readonly Commit[], {suspects = []}: Suspicion): Commit[] => {
  const own = new Set(withoutMerges(commits));
  return commits.filter(commit => own.has(commit) || suspects.some(({commit: id}) => id === commit.id));
};

/** By weight; the commits are the newest first, and so are those of one weight. */
const casesOf = ({commits, isAll}: Commits, suspicion: Suspicion): Case[] => {
  const cases = new Map<string, Case>();
  for (const commit of commits) {
    const evidence = evidenceAgainst(commit, {commits, isAll}, suspicion);
    const canHave = !isHarmless(commit, suspicion);
    for (const {person, isMerger} of responsible(commit)) {
      const key = person.email.toLowerCase();
      const known = cases.get(key) ?? {person: {...person, commits: 0}, weight: 0, canHave};
      const heavier = evidence !== undefined && evidence.weight > known.weight ? evidence : {};
      cases.set(key, {
        ...known,
        ...heavier,
        canHave: known.canHave || canHave,
        person: withCommit(known.person, isMerger ? commit : undefined),
      });
    }
  }
  return [...cases.values()].sort((a, b) => b.weight - a.weight || Number(b.canHave) - Number(a.canHave));
};

/** Nothing it changed can have done this: by the names of its files, or by what git told of it. */
const isHarmless = ({id, files}: Commit, {suspects = []}: Suspicion): boolean => {
  const suspect = suspects.find(({commit}) => commit === id);
  return suspect === undefined ? files.length > 0 && files.every(isInert) : suspect.weight === 0;
};

/** The author, who wrote it with them, and who merged it where it is a bot's. */
const responsible = ({author, coAuthors = [], mergedBy}: Commit): {person: Person; isMerger: boolean}[] => [
  ...[author, ...coAuthors].map(person => ({person, isMerger: false})),
  ...(isBot(author) && mergedBy !== undefined ? [{person: mergedBy, isMerger: true}] : []),
];

const withCommit = (person: Blamed, merged: Commit | undefined): Blamed =>
  merged === undefined
    ? {...person, commits: person.commits + 1}
    : {...person, mergedOf: [...new Set([...(person.mergedOf ?? []), merged.author.name])]};

/** Those at the head that are likely: one, or who brought one commit together. */
const likelyOf = (cases: readonly Case[]): Case[] => {
  const [first] = cases;
  if (first?.touched === undefined || first.weight < ENOUGH) return [];
  const {commit} = first.touched;
  const together = cases.filter(({touched}) => touched?.commit === commit);
  const next = cases.find(({touched}) => touched?.commit !== commit);
  return first.weight - (next?.weight ?? 0) >= MARGIN ? together : [];
};

const evidenceAgainst = (
  commit: Commit,
  {commits: all, isAll}: {commits: readonly Commit[]; isAll: boolean},
  suspicion: Suspicion,
): Evidence | undefined => {
  if (isHarmless(commit, suspicion)) return undefined;
  const suspect = suspicion.suspects?.find(one => one.commit === commit.id);
  const file = commit.files.find(name => !isInert(name) && pointsAt(suspicion, name));
  const found =
    suspect ?? (file === undefined ? undefined : {file, weight: isTestFile(file) ? WEIGHTS.test : SLIGHT});
  if (found === undefined) return undefined;
  const {weight: _, ...touched} = {...found, commit: commit.id};
  return {weight: isAll ? alone(found, commit, {all, suspicion}) : found.weight, touched};
};

/** What is slight counts where nobody else can have done it. */
const alone = (
  {file, weight}: {file: string; weight: number},
  commit: Commit,
  {all, suspicion: {paths = [], suspects = []}}: {all: readonly Commit[]; suspicion: Suspicion},
): number => {
  if (weight > SLIGHT || suspects.some(other => other.weight > SLIGHT)) return weight;
  const others = all
    .filter(other => !isSamePerson(other.author, commit.author) && !isHarmless(other, {suspects}))
    .flatMap(({files}) => files);
  if (weight === WEIGHTS.test) return others.every(isInert) ? ONLY_TEST : weight;
  const folders = paths.filter(path => isWithin(file, path));
  const canHave = (other: string) =>
    !isInert(other) &&
    (isEnvFile(other) || folders.length === 0 || folders.some(folder => isWithin(other, folder)));
  return others.some(canHave) ? weight : ALONE;
};

const isSamePerson = (one: Person, other: Person): boolean =>
  one.email.toLowerCase() === other.email.toLowerCase();
