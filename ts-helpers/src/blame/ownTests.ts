import {changedLines, type PatchedFile} from '../history/patches.ts';
import {isTestFile} from '../history/sourceFiles.ts';
import type {Questions, Testimony} from './questions.ts';
import {definitionAt, testAt} from './suspects/definitions.ts';
import type {Place} from '../causes/places.ts';
import type {Suspect} from '../result/suspect.ts';
import {WEIGHTS} from './suspects/weights.ts';

const MOST_LINES = 60;

/** The lines of the test that a place is in: who wrote one of them may have written it wrongly. */
export const linesOfTest = ({file, line}: Place, text: string): number[] => {
  if (!isTestFile(file)) return [line];
  const last = text.split('\n').length;
  const {from, to} = testAround({file, line}, text) ?? {from: line, to: line};
  const until = Math.min(to, from + MOST_LINES, last);
  return [
    ...new Set([line, ...Array.from({length: Math.max(0, until - from + 1)}, (_, index) => from + index)]),
  ];
};

/** A test in one line is its own block. */
const testAround = ({file, line}: Pick<Place, 'file' | 'line'>, text: string) =>
  isTestFile(file) ? (testAt(text, line) ?? definitionAt(text, line)) : undefined;

/**
 * Who made the failing test, or changed it: as much speaks against them as against those who changed what it calls, for
 * no test tells which of both is wrong.
 */
export const byOwnTests = ({places, error}: Questions, {lines, texts, patches}: Testimony): Suspect[] => {
  const [first] = places;
  const own =
    first !== undefined && isTestFile(first.file) ? lines.filter(one => isWithin(one, first, texts)) : [];
  return [
    ...own.map(({commit, file, line}) => ({
      commit,
      file,
      line,
      weight: WEIGHTS.ownTest,
      why: `changed line ${line} of the test that fails`,
    })),
    ...byTitles(
      (error.evidence.failedTests ?? []).map(({name}) => titleOf(name)),
      patches,
    ),
  ];
};

const isWithin = (
  {file, line}: {file: string; line: number},
  place: Place,
  texts: Testimony['texts'],
): boolean => file === place.file && linesOfTest(place, texts.get(file) ?? '').includes(line);

/** Where no line is told: whoever brought the name of a test. */
const byTitles = (titles: readonly string[], patches: Testimony['patches']): Suspect[] =>
  patches.flatMap(({commit, files}) =>
    files
      .filter(({file}) => isTestFile(file))
      .filter(file => titles.some(title => title.length >= SHORTEST_TITLE && isNewIn(file, title)))
      .map(({file}) => ({commit, file, weight: WEIGHTS.ownTest, why: `added the test that fails`})),
  );

const SHORTEST_TITLE = 6;

const isNewIn = (file: PatchedFile, title: string): boolean => {
  const lines = changedLines(file);
  const has = (sign: string) => lines.some(line => line.startsWith(sign) && line.includes(title));
  return has('+') && !has('-');
};

/** `Receipt › names an empty one` */
const titleOf = (name: string): string =>
  name
    .split(/ › | > |::|#/)
    .at(-1)
    ?.trim() ?? name;
