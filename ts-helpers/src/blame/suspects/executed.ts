import {changedLines, type PatchedFile} from '../../history/patches.ts';
import {nameOf} from '../../history/sourceFiles.ts';
import type {Questions, Testimony} from '../questions.ts';
import type {Suspect} from '../../result/suspect.ts';
import {WEIGHTS} from './weights.ts';

/** How it is said that a file may not be executed. */
const FORBIDDEN = /[Pp]ermission denied|not executable/;
/** How it is said that what its first line names cannot be found, or is nothing to run, though it is there itself. */
const UNREADABLE =
  /required file not found|bad interpreter|[Ee]xec format error|\^M|\\r|\r|[Ii]llegal option -/;
const NOT_FOUND = /[Nn]o such file/;

/** Who changed whether, or by what, the file is executed that could not be. */
export const byExecuted = ({text}: Questions, {patches}: Testimony): Suspect[] => {
  const forbidden = namedBy(text, line => FORBIDDEN.test(line));
  const unreadable = namedBy(
    text,
    line => UNREADABLE.test(line) || (NOT_FOUND.test(line) && /\bexec\b/.test(line)),
  );
  if (forbidden.length + unreadable.length === 0) return [];
  const by = (file: PatchedFile): Pick<Suspect, 'weight' | 'why'> | undefined =>
    (forbidden.some(path => isOf(path, file)) && forbids(file)) ||
    (unreadable.some(path => isOf(path, file)) && makesUnreadable(file)) ||
    (unreadable.length > 0 && setsLineEnds(file)) ||
    undefined;
  return patches.flatMap(({commit, files}) =>
    files.flatMap(file => {
      const found = by(file);
      return found === undefined ? [] : [{commit, file: file.file, ...found}];
    }),
  );
};

/** The words of such lines, among which are paths. */
const namedBy = (text: string, is: (line: string) => boolean): string[] =>
  text
    .split('\n')
    .filter(is)
    .flatMap(line => line.split(/[\s"'`:()[\]]/))
    .filter(word => /\w/.test(word));

/** `/tests/run.sh` in a container is `tests/run.sh`, or what else ends with that. */
const isOf = (path: string, {file}: PatchedFile): boolean => {
  const parts = path.split('/').filter(part => part !== '' && part !== '.');
  return (
    (path.includes('/') || path.includes('.')) &&
    parts.some((_, from) => {
      const tail = parts.slice(from).join('/');
      return file === tail || file.endsWith(`/${tail}`);
    })
  );
};

const forbids = ({file, status, mode}: PatchedFile) => {
  if (mode) return {weight: WEIGHTS.mode, why: `changed whether ${file} may be executed`};
  return status === 'added' && {weight: WEIGHTS.fileNamed, why: `added ${file}`};
};

const makesUnreadable = (patched: PatchedFile) => {
  const {file, status, hunks, mode, kind} = patched;
  if (status === 'added') return {weight: WEIGHTS.fileNamed, why: `added ${file}`};
  if (status !== 'changed' || kind) return false;
  if (hunks.length === 0) return !mode && {weight: WEIGHTS.mode, why: `changed the line ends of ${file}`};
  const isFirst = changedLines(patched).some(line => /^[+-]\s*#!/.test(line));
  return isFirst && {weight: WEIGHTS.mode, why: `changed the first line of ${file}`};
};

/** What git makes of line ends where it checks files out. */
const setsLineEnds = (patched: PatchedFile) =>
  nameOf(patched.file) === '.gitattributes' &&
  changedLines(patched).some(line => /\beol=|\btext\b/.test(line)) && {
    weight: WEIGHTS.settingOfSymptom,
    why: `changed line ends in ${patched.file}`,
  };
