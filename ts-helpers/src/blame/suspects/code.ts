import type {Questions, Testimony} from '../questions.ts';
import {isTestFile, isVendored} from '../../history/sourceFiles.ts';
import {definitionAt, definitionsChanged} from './definitions.ts';
import type {Suspect} from '../../result/suspect.ts';
import {WEIGHTS} from './weights.ts';

/** Who made the lines that the trace names what they are. */
export const byLines = ({places}: Questions, {lines}: Testimony): Suspect[] =>
  lines.flatMap(({file, line, commit}) => {
    const place = places.find(one => one.file === file && one.line === line);
    if (place === undefined) return [];
    if (isTestFile(file))
      return [{commit, file, line, weight: WEIGHTS.test, why: `changed line ${line} of the test`}];
    const weight = WEIGHTS.lines[Math.min(depthOf(place, places), 2)] ?? 0;
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

export const changing = (
  patches: Testimony['patches'],
  isMeant: (name: string) => boolean,
  {file, notTests = false}: {file?: string; notTests?: boolean},
): {commit: string; file: string; name: string}[] =>
  patches.flatMap(({commit, files}) =>
    files
      .filter(
        one =>
          (file === undefined || one.file === file) &&
          !(notTests && (isTestFile(one.file) || isVendored(one.file))),
      )
      .flatMap(one => {
        const names = one.hunks.flatMap(hunk => [...definitionsChanged(hunk)]);
        const name = names.find(isMeant);
        return name === undefined ? [] : [{commit, file: one.file, name}];
      }),
  );
