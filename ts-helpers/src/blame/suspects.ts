import type {Questions, Testimony} from './questions.ts';
import type {Patch, PatchedFile} from '../history/patches.ts';
import type {ErrorReport} from '../result/result.ts';
import {isComposeName} from '../history/composeChanges.ts';
import {isEnvFile, isInert} from '../history/sourceFiles.ts';
import {byCalls} from './calls.ts';
import {byFunctions, byLines} from './suspects/code.ts';
import {byCredentials, namesCredentials} from './suspects/credentials.ts';
import {withoutDressing} from './dressing.ts';
import {byDiscovery} from './suspects/discovery.ts';
import {byExecuted} from './suspects/executed.ts';
import {failingServices, textsOf} from './suspects/evidenceText.ts';
import {byGoneServices} from './suspects/goneServices.ts';
import {harmless} from './suspects/harmless.ts';
import {byMigrations} from './suspects/migrations.ts';
import {byOutside} from './suspects/outside.ts';
import {byOwnTests} from './ownTests.ts';
import {byPackages} from './suspects/packages.ts';
import {byNamedFiles, byParts} from './suspects/parts.ts';
import {byPaths} from './suspects/paths.ts';
import {byListening} from './suspects/listening.ts';
import {type Grounds, type Place, placesIn} from '../causes/places.ts';
import {byReadFiles} from './suspects/reads.ts';
import {byRunning} from './suspects/running.ts';
import {bySettings} from './suspects/settings.ts';
import {byStillRead} from './stillRead.ts';
import type {Suspect} from '../result/suspect.ts';
import {WEIGHTS} from './suspects/weights.ts';
import {byNames, byWords, commitsAbout} from './suspects/words.ts';
import {missingIn} from './suspects/missing.ts';
import {namedIn, piecesIn} from './suspects/named.ts';

const MOST_SUSPECTS = 20;
/** Git is asked for no more lines than these. */
const MOST_PLACES = 12;

/** What to ask git about a failure. `files`: those of the repository. */
export const questionsOf = (error: ErrorReport, files: ReadonlySet<string>): Questions => {
  const texts = textsOf(error);
  const paths = error.evidence.paths ?? [];
  const missing = [...new Set(texts.flatMap(missingIn))];
  const places = unique(texts.flatMap(text => placesOf(text, error, {files, paths})));
  return {
    error,
    places: places.slice(0, MOST_PLACES),
    missing,
    named: [...new Set(texts.flatMap(namedIn))].filter(name => !missing.includes(name)),
    pieces: [...new Set(texts.flatMap(piecesIn))],
    services: failingServices(error),
    text: texts.join('\n'),
  };
};

/** What the message names is no stack: each of its places may be the one. */
const placesOf = (text: string, {message, where = ''}: ErrorReport, grounds: Grounds): Place[] => {
  const places = placesIn(text, grounds);
  return text === `${message}\n${where}`
    ? places.map(place => ({...place, depth: 0, isSaid: true as const}))
    : places;
};

/** The nearest each place was. */
const unique = (places: readonly Place[]): Place[] =>
  [...places]
    .sort((a, b) => a.depth - b.depth)
    .filter((place, index, all) => all.findIndex(other => isSame(other, place)) === index);

const isSame = (one: Place, other: Place): boolean => one.file === other.file && one.line === other.line;

/** The commits that a failure points at: the heaviest evidence of each, the heaviest first. */
export const suspectsOf = (questions: Questions, testimony: Testimony): Suspect[] => {
  const known = {...testimony, patches: testimony.patches.map(withoutInert).map(withoutDressing)};
  const gone = byGoneServices(questions, known);
  const about = new Set([
    ...commitsAbout(questions.missing, known.patches),
    ...gone.map(({commit}) => commit),
  ]);
  // Of several things that are wrong each has its line; the word may be of another.
  const hasFindings = questions.places.filter(({isSaid}) => isSaid).length > 1;
  const ask = (kind: Kind, most: number) =>
    kind(questions, known).map(suspect =>
      about.size === 0 || about.has(suspect.commit)
        ? suspect
        : {...suspect, weight: Math.min(suspect.weight, most)},
    );
  const all = [
    ...ask(byLines, hasFindings ? WEIGHTS.lines[0] : WEIGHTS.doubtful),
    ...ask(byNamedFiles, WEIGHTS.doubtful),
    ...BESIDE_THE_WORD.flatMap(kind => ask(kind, WEIGHTS.besideTheWord)),
    ...gone,
    ...OF_THEIR_OWN.flatMap(kind => kind(questions, known)),
  ];
  const cleared = harmless(questions, testimony).filter(
    ({commit}) => !all.some(other => other.commit === commit),
  );
  return [...heaviestOf(all, known.patches), ...cleared.slice(0, MOST_SUSPECTS)];
};

/** The same of what is the machine's or the net's, unless somebody chose it. */
export const outsideSuspects = (questions: Questions, {patches, ...testimony}: Testimony): Suspect[] =>
  heaviestOf(byOutside(questions, {...testimony, patches: patches.map(withoutInert)}), patches);

const heaviestOf = (all: readonly Suspect[], patches: readonly Patch[]): Suspect[] => {
  const heaviest = new Map<string, Suspect>();
  for (const suspect of all) {
    const other = heaviest.get(suspect.commit);
    if (other === undefined || other.weight < suspect.weight) heaviest.set(suspect.commit, suspect);
  }
  return [...heaviest.values()]
    .sort((a, b) => b.weight - a.weight)
    .slice(0, MOST_SUSPECTS)
    .map(suspect => {
      const diff = diffAt(suspect, patches);
      return diff.length > 0 ? {...suspect, diff} : suspect;
    });
};

type Kind = (questions: Questions, testimony: Testimony) => Suspect[];

/** These say little where somebody else has to do with the very word that is missing. */
const BESIDE_THE_WORD: readonly Kind[] = [
  byFunctions,
  byCalls,
  byOwnTests,
  bySettings,
  byParts,
  byPackages,
  byMigrations,
  byReadFiles,
  byRunning,
  byDiscovery,
  byStillRead,
];
const OF_THEIR_OWN: readonly Kind[] = [byWords, byNames, byCredentials, byListening, byExecuted, byPaths];

const withoutInert = (patch: Patch): Patch => ({
  ...patch,
  files: patch.files.filter(({file}) => !isInert(file)),
});

const DIFF_LINES = 12;

/** Values of variables are nobody's business; which setting changed stands in `why`. */
const holdsValues = (file: string): boolean => isEnvFile(file) || isComposeName(file);
const VALUES = /^[+-]\s*(?:ENV|ARG)\b/;

/** The lines nearest to the one that counts. */
const diffAt = ({commit, file, line}: Suspect, patches: readonly Patch[]): string[] => {
  const patched = patches.find(patch => patch.commit === commit)?.files.find(one => one.file === file);
  if (patched === undefined || holdsValues(file)) return [];
  const changed = numbered(patched);
  const at = line === undefined ? 0 : nearest(changed, line);
  const from = Math.max(0, Math.min(at - DIFF_LINES / 2, changed.length - DIFF_LINES));
  return changed.slice(from, from + DIFF_LINES).map(({text}) => text);
};

const numbered = ({hunks}: PatchedFile): {text: string; number: number}[] =>
  hunks.flatMap(({start, lines}) => {
    let number = start;
    return lines.flatMap(text => {
      const own = {text, number};
      if (!text.startsWith('-')) number += 1;
      return text.startsWith(' ') || VALUES.test(text) || namesCredentials(text) ? [] : [own];
    });
  });

const nearest = (lines: readonly {number: number}[], line: number): number => {
  let best = 0;
  for (const [index, {number}] of lines.entries())
    if (Math.abs(number - line) < Math.abs((lines[best]?.number ?? 0) - line)) best = index;
  return best;
};
