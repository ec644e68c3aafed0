import {
  type Changes,
  type Commit,
  commitId,
  MOST_COMMITS,
  MOST_FILES,
  type SettingChange,
} from '../history/changes.ts';
import {compareUrl} from '../history/hostedRepository.ts';
import {baseImageChanges, composeChanges} from '../history/composeChanges.ts';
import {composeFiles} from '../project/conventions.ts';
import type {Facts} from '../seam/facts.ts';
import {greenCommit} from '../seam/greenCommit.ts';
import {withMergers} from '../history/mergers.ts';
import {isNoreply, type Person, reachable} from '../history/people.ts';
import {isDockerfile} from '../history/sourceFiles.ts';
import type {Git} from '../outside/git.ts';
import type {Project} from '../workspace/project.ts';

export interface ChangesNeeds {
  git: Pick<Git, 'commits' | 'authors' | 'changedFiles' | 'show'>;
  /** A compose file as data; undefined when it cannot be read. */
  loadYaml(): Promise<(text: string) => unknown>;
}

const MOST_SETTINGS = 100;

/** What came since the branch was last green, as far as this clone knows; undefined without git. */
export const gatherChanges = async (
  project: Project,
  facts: Facts,
  needs: ChangesNeeds,
): Promise<Changes | undefined> => {
  const {commit} = project.build;
  if (commit === null) return undefined;
  const green = greenCommit(facts);
  const [range, settings] = await Promise.all([
    commitsSince(green, needs),
    green === undefined ? [] : settingsSince(green, project, needs),
  ]);
  if (range === undefined) return undefined;
  const since = range.since;
  const url = since === null ? undefined : compareUrl(project.remoteUrl, since, commit);
  return {
    ...(await changesIn(range, {commit, facts, people: project.settings.people}, needs)),
    settings: settings.slice(0, MOST_SETTINGS),
    ...(url !== undefined && {compareUrl: url}),
  };
};

/** The same of a project that could not be read; undefined where nothing tells what was green. */
export const changesWithoutProject = async (
  commit: string,
  facts: Facts,
  needs: {git: Pick<Git, 'commits' | 'authors'>},
): Promise<Changes | undefined> => {
  const range = await commitsSince(greenCommit(facts), needs);
  if (range === undefined || range.since === null) return undefined;
  return {...(await changesIn(range, {commit, facts, people: {}}, needs)), settings: []};
};

interface Range {
  since: string | null;
  commits: Commit[];
}

const changesIn = async (
  {since, commits}: Range,
  {
    commit,
    facts: {scm = {}, memory},
    people,
  }: {commit: string; facts: Facts; people: Project['settings']['people']},
  needs: {git: Pick<Git, 'authors'>},
): Promise<Omit<Changes, 'settings' | 'compareUrl'>> => ({
  since,
  commits: await withReachableAuthors(commits.slice(0, MOST_COMMITS), people, needs),
  more: commits.length > MOST_COMMITS,
  isNew: commitId(memory?.builds[0]?.commit ?? scm['GIT_PREVIOUS_COMMIT']) !== commit,
});

/** A shallow clone, or one after a forced push, may not know the green commit: then the newest one is all there is. */
const commitsSince = async (
  green: string | undefined,
  {git}: {git: Pick<Git, 'commits'>},
): Promise<Range | undefined> => {
  const limits = {commits: MOST_COMMITS + 1, files: MOST_FILES};
  const commits = green === undefined ? undefined : await git.commits(green, limits);
  if (commits !== undefined && green !== undefined) return {since: green, commits: withMergers(commits)};
  const newest = await git.commits(undefined, {...limits, commits: 1});
  return newest && {since: null, commits: withMergers(newest)};
};

/** The history is asked only where an address reaches nobody. */
const withReachableAuthors = async (
  commits: Commit[],
  people: Project['settings']['people'],
  {git}: {git: Pick<Git, 'authors'>},
): Promise<Commit[]> => {
  const isHidden = (commit: Commit) => peopleOf(commit).some(isNoreply);
  const known = commits.some(isHidden) ? await git.authors() : [];
  const reached = (person: Person) => reachable(person, people, known);
  return commits.map(({author, coAuthors, mergedBy, ...commit}) => ({
    ...commit,
    author: reached(author),
    ...(coAuthors && {coAuthors: coAuthors.map(reached)}),
    ...(mergedBy && {mergedBy: reached(mergedBy)}),
  }));
};

const peopleOf = ({author, coAuthors = [], mergedBy}: Commit): Person[] => [
  author,
  ...coAuthors,
  ...(mergedBy ? [mergedBy] : []),
];

const settingsSince = async (
  green: string,
  {settings}: Project,
  needs: ChangesNeeds,
): Promise<SettingChange[]> => {
  const changed = (await needs.git.changedFiles(green)) ?? [];
  const isCompose = (file: string) =>
    composeFiles(settings).includes(file) ||
    Object.values(settings.compose.environments).includes(file) ||
    /^dc\.[a-z][a-z0-9]*\.ya?ml$/.test(file);
  const relevant = changed.filter(file => isCompose(file) || isDockerfile(file)).slice(0, MOST_SETTINGS);
  if (relevant.length === 0) return [];
  const parse = await needs.loadYaml();
  const differences = relevant.map(async file => {
    const [before, after] = await Promise.all([needs.git.show(green, file), needs.git.show('HEAD', file)]);
    if (isDockerfile(file)) return baseImageChanges(file, before, after);
    return composeChanges(file, before && parse(before), after && parse(after));
  });
  return (await Promise.all(differences)).flat();
};
