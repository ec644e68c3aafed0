import {type Changes, type Commit, withoutMerges} from './changes.ts';
import type {Person} from './people.ts';
import type {FailedTest} from './result.ts';
import {literally} from './text.ts';

/** Whom a failure is told to, and why. */
export interface Blame {
  /** The likeliest first, then who has most commits; empty when no new commit was built. */
  people: Blamed[];
  /** Why nobody is blamed: what triggered the build, in Jenkins' words. */
  nobody?: string;
}

export interface Blamed extends Person {
  commits: number;
  /** What makes this one the likely culprit. */
  touched?: {file: string; commit: string; line?: number; why?: string; diff?: readonly string[]};
}

/** What a failure points at in the repository. */
export interface Suspicion {
  failedTests?: readonly FailedTest[];
  /** Files and folders that the failing service is made of, relative to the root. */
  paths?: readonly string[];
  /** Other text that names files: a message, a stack. */
  texts?: readonly string[];
}

export interface BlameFacts {
  changes: Changes;
  /** What started the build, in Jenkins' words. */
  triggers?: readonly string[] | undefined;
  suspicion?: Suspicion | undefined;
}

/**
 * The authors of what came since the last green build. Merges are followed: who merged is blamed only where nothing
 * but merges came. A build of a commit that had been built before blames nobody.
 */
export const blame = ({changes, triggers = [], suspicion = {}}: BlameFacts): Blame => {
  if (!changes.isNew || changes.commits.length === 0) {
    return {people: [], nobody: triggers.join('; ') || 'nothing tells what triggered the build'};
  }
  const people = new Map<string, Blamed>();
  for (const commit of withoutMerges(changes.commits)) {
    const key = commit.author.email.toLowerCase();
    const known = people.get(key) ?? {...commit.author, commits: 0};
    const touched = known.touched ?? suspectFile(commit, suspicion);
    people.set(key, {...known, commits: known.commits + 1, ...(touched && {touched})});
  }
  return {
    people: [...people.values()].sort(
      (a, b) => Number(b.touched !== undefined) - Number(a.touched !== undefined) || b.commits - a.commits,
    ),
  };
};

/** The first file of the commit that the failure points at. */
const suspectFile = (commit: Commit, suspicion: Suspicion): Blamed['touched'] => {
  const file = commit.files.find(name => isSuspect(name, suspicion));
  return file === undefined ? undefined : {file, commit: commit.id};
};

const isSuspect = (file: string, {failedTests = [], paths = [], texts = []}: Suspicion): boolean =>
  failedTests.some(
    test =>
      (test.file !== undefined && isSameFile(test.file, file)) ||
      namesModule(test.name, file) ||
      mentions(test.message, file),
  ) ||
  paths.some(path => file === path || file.startsWith(`${path}/`)) ||
  texts.some(text => mentions(text, file));

/** A test's file is often told as its container sees it: `/app/counter/tests.py`. */
const isSameFile = (told: string, file: string): boolean => told === file || told.endsWith(`/${file}`);

/** `counter.tests.ViewTest › adds up` is of `counter/tests.py`. */
const namesModule = (test: string, file: string): boolean => {
  const module = file.replace(/\.\w+$/, '').replaceAll('/', '.');
  // Linear: one text, and one letter beside it.
  return module.includes('.') && new RegExp(`(^|[^\\w.])${literally(module)}([^\\w]|$)`).test(test);
};

/** A stack's `counter/views.py:12`, or `"/app/counter/views.py", line 12`. */
const mentions = (text: string, file: string): boolean =>
  // Linear: one text, and one letter beside it.
  file.includes('.') &&
  text.includes(file) &&
  new RegExp(`(^|[\\s"'(/])${literally(file)}([^\\w.-]|$)`, 'm').test(text);
