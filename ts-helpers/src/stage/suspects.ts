import type {SettingChange} from '../history/changes.ts';
import {
  composeChanges,
  isComposeDocument,
  isComposeName,
  variableChanges,
} from '../history/composeChanges.ts';
import type {Patch} from '../history/patches.ts';
import type {ErrorReport} from '../result/result.ts';
import {isEnvFile, isTestFile, isVendored} from '../history/sourceFiles.ts';
import type {Questions} from '../blame/questions.ts';
import type {BlamedLine} from '../blame/questions.ts';
import {outsideSuspects, questionsOf, suspectsOf} from '../blame/suspects.ts';
import type {Suspect} from '../result/suspect.ts';
import {filesUnderTest} from '../blame/calls.ts';
import {linesOfTest} from '../blame/ownTests.ts';
import {variablesGone} from '../blame/stillRead.ts';
import {isDressing} from '../blame/dressing.ts';
import {isOthers, isOutside} from '../blame/whose.ts';
import type {Git} from '../outside/git.ts';

export interface SuspectNeeds {
  git: Pick<Git, 'files' | 'patches' | 'blamed' | 'show' | 'naming'>;
  /** Reads YAML as data; undefined where it cannot be read. */
  loadYaml(): Promise<(text: string) => unknown>;
}

export interface Investigation {
  error: ErrorReport;
  /** The commit of the last green build. */
  since: string | undefined;
}

/** That of which blanks are the cause. */
const BY_BLANKS =
  /IndentationError|TabError|unexpected indent|unindent|inconsistent use of tabs|found character '\\t'|mapping values are not allowed|did not find expected/;
const MOST_SETTING_FILES = 40;
const MOST_UNDER_TEST = 12;
const MOST_VARIABLES = 12;

/** The new commits that a failure points at, by what git tells of them where it happened. */
export const findSuspects = async (
  {error, since}: Investigation,
  {git, loadYaml}: SuspectNeeds,
): Promise<Suspect[]> => {
  if (isOthers(error)) return [];
  const [listing, patches] = await Promise.all([git.files({untracked: false}), git.patches(since)]);
  if (listing === undefined || patches.length === 0) return [];
  const questions = questionsOf(error, new Set(listing.files));
  const files = [...new Set(questions.places.map(({file}) => file))];
  const named = await textsOf(files, git);
  const texts = new Map([...named, ...(await textsOf(underTest(named, listing.files), git))]);
  const [lines, settings] = await Promise.all([
    blamedLines(questions, texts, {since, git, patches}),
    settingsIn(patches, {git, loadYaml}),
  ]);
  const readers = await readersOf(questions, settings, git);
  const testimony = {patches, lines, texts, settings, readers};
  return isOutside(error) ? outsideSuspects(questions, testimony) : suspectsOf(questions, testimony);
};

const textsOf = async (files: readonly string[], git: SuspectNeeds['git']): Promise<Map<string, string>> =>
  new Map(await Promise.all(files.map(async file => [file, (await git.show('HEAD', file)) ?? ''] as const)));

/** What the tests among these are of, which tells what they call. */
const underTest = (texts: ReadonlyMap<string, string>, files: readonly string[]): string[] => {
  const tests = [...texts].filter(([file]) => isTestFile(file));
  const wanted = tests.flatMap(([test, text]) => filesUnderTest(test, text, files));
  return [...new Set(wanted)].filter(file => !texts.has(file)).slice(0, MOST_UNDER_TEST);
};

const blamedLines = async (
  {places, text: said}: Questions,
  texts: ReadonlyMap<string, string>,
  {
    since,
    git,
    patches,
  }: Pick<Investigation, 'since'> & Pick<SuspectNeeds, 'git'> & {patches: readonly Patch[]},
): Promise<BlamedLine[]> => {
  const blanks = BY_BLANKS.test(said);
  const how = {ignored: blanks ? [] : patches.filter(isDressing).map(({commit}) => commit), blanks};
  const asked = [...texts].map(async ([file, text]) => {
    const last = text.split('\n').length;
    const own = places.filter(place => place.file === file && place.line <= last);
    const lines = [...new Set(own.flatMap(place => linesOfTest(place, text)))];
    if (lines.length === 0) return [];
    return (await git.blamed(since, file, {lines, ...how})).map(found => ({file, ...found}));
  });
  return (await Promise.all(asked)).flat();
};

/** Who still reads the variables that services which failed no longer have. */
const readersOf = async (
  questions: Questions,
  settings: readonly (SettingChange & {commit: string})[],
  git: SuspectNeeds['git'],
): Promise<Map<string, {file: string; text: string}[]>> => {
  const names = [...new Set(variablesGone(questions, settings).map(({name}) => name))].filter(Boolean);
  const asked = names.slice(0, MOST_VARIABLES).map(async name => [name, await git.naming(name)] as const);
  return new Map(await Promise.all(asked));
};

/** What each commit changed of compose files, and of those that give their variables. */
const settingsIn = async (
  patches: readonly Patch[],
  {git, loadYaml}: SuspectNeeds,
): Promise<(SettingChange & {commit: string})[]> => {
  const asked = patches
    .flatMap(({commit, files}) => files.map(({file}) => ({commit, file})))
    .filter(({file}) => (/\.ya?ml$/.test(file) && !isVendored(file)) || isEnvFile(file))
    .sort((one, other) => Number(isComposeName(other.file)) - Number(isComposeName(one.file)))
    .slice(0, MOST_SETTING_FILES);
  if (asked.length === 0) return [];
  const parse = await loadYaml();
  const found = asked.map(async ({commit, file}) => {
    const [before, after] = await Promise.all([git.show(`${commit}^`, file), git.show(commit, file)]);
    const changed = isEnvFile(file)
      ? variableChanges(file, before, after)
      : changedSettings(file, before && parse(before), after && parse(after));
    return changed.map(setting => ({...setting, commit}));
  });
  return (await Promise.all(found)).flat();
};

const changedSettings = (file: string, before: unknown, after: unknown): SettingChange[] =>
  isComposeName(file) || isComposeDocument(before) || isComposeDocument(after)
    ? composeChanges(file, before, after)
    : [];
