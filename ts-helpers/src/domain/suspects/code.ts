import type {Questions, Testimony} from '../suspects.ts';
import {isTestFile} from '../sourceFiles.ts';
import {definitionAt, definitionsChanged, namesIn} from './definitions.ts';
import {type Suspect, WEIGHTS} from './suspect.ts';
import {netOf} from './words.ts';

/** Who made the lines that the trace names what they are. */
export const byLines = ({places, missing}: Questions, {lines, patches}: Testimony): Suspect[] =>
  lines.flatMap(({file, line, commit}) => {
    const place = places.find(one => one.file === file && one.line === line);
    if (place === undefined) return [];
    if (isTestFile(file))
      return [{commit, file, line, weight: WEIGHTS.test, why: `changed line ${line} of the test`}];
    const full = WEIGHTS.lines[Math.min(depthOf(place, places), 2)] ?? 0;
    const patch = patches.find(one => one.commit === commit);
    const isAbout = patch && missing.some(word => netOf(patch, word) !== 0);
    const isKnown = missing.some(word => patches.some(other => netOf(other, word) !== 0));
    const weight = isKnown && !isAbout ? Math.min(full, WEIGHTS.doubtful) : full;
    return [{commit, file, line, weight, why: `changed line ${line}, where it failed`}];
  });

/** Frames of tests are above those of what they test. */
const depthOf = (place: Questions['places'][number], places: Questions['places']): number =>
  places.filter(({file, depth}) => !isTestFile(file) && depth < place.depth).length;

/** Who changed the functions that the trace goes through. */
export const byFunctions = ({places}: Questions, {patches, texts}: Testimony): Suspect[] =>
  places
    .filter(({file}) => !isTestFile(file))
    .flatMap(place => {
      const definition = definitionAt(texts.get(place.file) ?? '', place.line);
      if (definition === undefined) return [];
      const weight = WEIGHTS.functions[Math.min(depthOf(place, places), 1)] ?? 0;
      return changing(patches, name => name === definition.name, {file: place.file}).map(({commit}) => ({
        commit,
        file: place.file,
        line: place.line,
        weight,
        why: `changed ${definition.name}, where it failed`,
      }));
    });

/** Who changed what the line where it failed calls, or what the test does. */
export const byCalls = ({places}: Questions, {patches, texts}: Testimony): Suspect[] => {
  const [first] = places;
  if (first === undefined) return [];
  const text = texts.get(first.file) ?? '';
  const lines = text.split('\n');
  const definition = definitionAt(text, first.line);
  const isTest = isTestFile(first.file);
  const part = isTest ? lines.slice((definition?.from ?? first.line) - 1, definition?.to ?? first.line) : [];
  const names = namesIn([...part, lines[first.line - 1] ?? ''].join('\n'));
  for (const name of [...EVERYWHERE, definition?.name ?? '']) names.delete(name);
  return changing(patches, name => names.has(name), {notTests: true}).map(({commit, file, name}) => ({
    commit,
    file,
    weight: isTest ? WEIGHTS.calledByTest : WEIGHTS.called,
    why: `changed ${name}, which ${isTest ? 'the test' : 'the line that failed'} calls`,
  }));
};

/** Names that say nothing. */
const EVERYWHERE = [
  'main',
  'run',
  'get',
  'set',
  'setUp',
  'init',
  '__init__',
  'self',
  'this',
  'test',
  'it',
  'expect',
];

const changing = (
  patches: Testimony['patches'],
  isMeant: (name: string) => boolean,
  {file, notTests = false}: {file?: string; notTests?: boolean},
): {commit: string; file: string; name: string}[] =>
  patches.flatMap(({commit, files}) =>
    files
      .filter(one => (file === undefined || one.file === file) && !(notTests && isTestFile(one.file)))
      .flatMap(one => {
        const names = one.hunks.flatMap(hunk => [...definitionsChanged(hunk)]);
        const name = names.find(isMeant);
        return name === undefined ? [] : [{commit, file: one.file, name}];
      }),
  );
