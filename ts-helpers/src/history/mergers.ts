import type {Commit} from './changes.ts';
import {isBot, isNoreply, type Person} from './people.ts';

/** A commit as git has it, with what it follows. */
export interface GitCommit extends Commit {
  parents: readonly string[];
  committer: Person;
}

/** Of bots' commits who let them in: by a merge, or as the committer of what was rebased or picked. */
export const withMergers = (commits: readonly GitCommit[]): Commit[] => {
  const mergers = commits.some(({author}) => isBot(author)) ? mergersOf(commits) : new Map<string, Person>();
  return commits.map(({parents: _, committer, ...commit}) => {
    if (!isBot(commit.author)) return commit;
    const person = mergers.get(commit.id) ?? (canBeMerger(committer) ? committer : undefined);
    return person === undefined ? commit : {...commit, mergedBy: person};
  });
};

/** `GitHub <noreply@github.com>` commits what people press a button for. */
const canBeMerger = (person: Person): boolean =>
  !isBot(person) && !(isNoreply(person) && /^(GitHub|GitLab|Bitbucket)\b/i.test(person.name));

/** By what each merge brought that its first parent had not; the innermost merge counts. */
const mergersOf = (commits: readonly GitCommit[]): Map<string, Person> => {
  const known = new Map(commits.map(commit => [commit.id, commit]));
  const mergers = new Map<string, Person>();
  for (const {parents, author} of [...commits].reverse()) {
    const [first = '', ...others] = parents;
    if (others.length === 0 || !canBeMerger(author)) continue;
    const before = reachable([first], known, new Set());
    for (const id of reachable(others, known, before)) if (!mergers.has(id)) mergers.set(id, author);
  }
  return mergers;
};

const reachable = (
  from: readonly string[],
  known: ReadonlyMap<string, GitCommit>,
  without: ReadonlySet<string>,
): Set<string> => {
  const found = new Set<string>();
  const waiting = [...from];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (found.has(id) || without.has(id) || !known.has(id)) continue;
    found.add(id);
    waiting.push(...(known.get(id)?.parents ?? []));
  }
  return found;
};
