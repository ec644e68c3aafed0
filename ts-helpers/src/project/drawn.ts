import {UserError} from '../errors/userError.ts';
import {placeIn, type ProjectEnvFile} from '../compose/envFiles.ts';
import type {EnvEntry, EnvFile} from '../compose/envFile.ts';
import {lengthToDraw, TO_BE_DRAWN} from '../secrets/toBeDrawn.ts';
import type {Distance} from '../text/distance.ts';

/** Values that were to be drawn, and would be used as they are written: of a deploy, which draws nothing. */
export const undrawnInDeploy = (files: readonly ProjectEnvFile[], distance: Distance): UserError[] =>
  files.flatMap(file =>
    stronger([file]).flatMap(({entry}) =>
      isDrawnOrNearly(entry.value, distance) ? [inDeploy(file, entry)] : [],
    ),
  );

/** Of the files of a test run, weakest first: what is not written as it has to be. */
export const undrawnInTest = (files: readonly ProjectEnvFile[], distance: Distance): UserError[] =>
  stronger(files).flatMap(({file, entry}) =>
    lengthToDraw(entry.value) === undefined && isDrawnOrNearly(entry.value, distance)
      ? [inTest(file, entry)]
      : [],
  );

/** A variable that is to be drawn, of so many letters and digits where that matters. */
export interface Undrawn {
  name: string;
  length: number | null;
}

/** All of them, but for those that a stronger file has a value for. `files`: weakest first. */
export const toBeDrawn = (files: readonly Pick<EnvFile, 'entries'>[]): Undrawn[] =>
  stronger(files).flatMap(({entry: {name, value}}) => {
    const length = lengthToDraw(value);
    return length === undefined ? [] : [{name, length}];
  });

/** Of several values of a variable the last one counts. */
const stronger = <F extends Pick<EnvFile, 'entries'>>(files: readonly F[]): {file: F; entry: EnvEntry}[] => {
  const found = files.flatMap(file => file.entries.map(entry => [entry.name, {file, entry}] as const));
  return [...new Map(found).values()];
};

/** `<genrate>`, `<generate 8>`, `<GENERATE>`, `<generate>!`, `<generate` */
const isDrawnOrNearly = (value: string, distance: Distance): boolean =>
  [...value.matchAll(/<\s{0,9}(\p{L}{4,12})/gu)].some(([, word = '']) => isNearly(word, distance));

/** A general is somebody else. */
const isNearly = (word: string, distance: Distance): boolean =>
  /t/i.test(word) && distance(word.toLowerCase(), 'generate') <= MOST_SLIPS;
const MOST_SLIPS = 2;

const inDeploy = (known: ProjectEnvFile, {name, line: read}: EnvEntry): UserError => {
  const {file, line} = placeIn(known, read);
  return new UserError(
    'NOT_DRAWN',
    `The value of ${name}, line ${line} of ${file}, would be used as it is written: ${TO_BE_DRAWN} is drawn in tests alone.`,
    {
      where: `${file}:${line}`,
      remedy:
        'Draw one and write it there: `openssl rand -hex 24`. A database that has its password already keeps that.',
    },
  );
};

const inTest = (known: ProjectEnvFile, {name, line: read}: EnvEntry): UserError => {
  const {file, line} = placeIn(known, read);
  return new UserError(
    'NOT_DRAWN',
    `The value of ${name}, line ${line} of ${file}, is nearly ${TO_BE_DRAWN}, and would be used as it is written.`,
    {where: `${file}:${line}`, remedy: `Write ${name}=${TO_BE_DRAWN} and nothing else, or a value.`},
  );
};
