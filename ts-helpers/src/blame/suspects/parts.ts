import type {PatchedFile} from '../../history/patches.ts';
import {
  isDockerfile,
  isManifest,
  isMigration,
  isTestFile,
  nameOf,
  stemOf,
} from '../../history/sourceFiles.ts';
import type {Questions, Testimony} from '../questions.ts';
import type {Suspect} from '../../result/suspect.ts';
import {WEIGHTS} from './weights.ts';

interface Part {
  is(file: string): boolean;
  weight: number;
  /** Whether the failure is of the kind that comes from these. */
  counts(questions: Questions): boolean;
}

const PARTS: readonly Part[] = [
  {
    is: isDockerfile,
    weight: WEIGHTS.dockerfile,
    counts: ({error: {code}, text, places}) =>
      (code === 'BUILD_FAILED' && !places.some(({file}) => isDockerfile(file)) && !INSTALLING.test(text)) ||
      NO_PROGRAM.test(text),
  },
  {
    is: isManifest,
    weight: WEIGHTS.manifest,
    counts: ({error: {code}, text}) =>
      (code === 'BUILD_FAILED' && INSTALLING.test(text)) || NO_MODULE.test(text),
  },
];

const NO_PROGRAM = /: not found$|command not found|executable file not found|cannot open shared object/m;
const NO_MODULE =
  /No module named|Cannot find (?:module|package) '[^.']|ClassNotFoundException|cannot load such file/;
const INSTALLING =
  /\b(?:npm (?:ci|error|ERR!|install)|yarn|pnpm|pip install|poetry|bundle install|bundler|composer|go mod|mvn|gradle)\b|No matching distribution/;
/** Who changed what such failures come from: the Dockerfile, and what is installed. */
export const byParts = (questions: Questions, {patches}: Testimony): Suspect[] => {
  const parts = PARTS.filter(({counts}) => counts(questions));
  return patches.flatMap(({commit, files}) =>
    parts.flatMap(({is, weight}) => {
      const found = files.find(({file}) => is(file));
      return found === undefined ? [] : [{commit, file: found.file, weight, why: `changed ${found.file}`}];
    }),
  );
};

/** Who changed a file that the failure names without a line. */
export const byNamedFiles = (questions: Questions, {patches}: Testimony): Suspect[] =>
  patches.flatMap(({commit, files}) =>
    files
      .filter(({file}) => !isTestFile(file) && !questions.places.some(place => place.file === file))
      .flatMap(file => {
        const weight = weightOf(file, questions.text);
        return weight === undefined ? [] : [{commit, file: file.file, weight, why: whyOf(file)}];
      }),
  );

const weightOf = ({file, status, mode}: PatchedFile, text: string): number | undefined => {
  if (isMigration(file) && status === 'added' && namesWord(text, stemOf(file))) return WEIGHTS.migrationNamed;
  if (!nameOf(file).includes('.') || !namesWord(text, nameOf(file))) return undefined;
  return mode && /permission denied|not executable/i.test(text) ? WEIGHTS.mode : WEIGHTS.fileNamed;
};

const whyOf = ({file, mode, kind, status}: PatchedFile): string => {
  if (kind) return `made ${file} a link, or a file of a link`;
  return mode ? `changed whether ${file} may be executed` : `${status} ${file}`;
};

export const namesWord = (text: string, word: string): boolean => {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
    if (!/[\w-]/.test(text[at - 1] ?? ' ') && !/[\w-]/.test(text[at + word.length] ?? ' ')) return true;
  return false;
};
