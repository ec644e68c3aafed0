import {nameOf} from '../history/sourceFiles.ts';
import type {Hunk, Patch, PatchedFile} from '../history/patches.ts';

/** A patch without what changed nothing: lines that were broken, quoted or commented otherwise. */
export const withoutDressing = (patch: Patch): Patch => ({
  ...patch,
  files: patch.files.map(file => ({...file, hunks: file.hunks.map(hunk => undressed(hunk, file.file))})),
});

/** Whether a commit did nothing but that, which whitespace alone is as well. */
export const isDressing = ({files}: Patch): boolean => files.length > 0 && files.every(isDressed);

/** The same of one file. */
export const isDressed = ({file, status, mode, kind, hunks}: PatchedFile): boolean =>
  status === 'changed' && !mode && !kind && hunks.every(hunk => undressed(hunk, file).lines.every(isKept));

const undressed = (hunk: Hunk, file: string): Hunk => {
  const lines: string[] = [];
  let changed: string[] = [];
  const end = () => {
    const of = (sign: string) => changed.filter(line => line.startsWith(sign)).map(line => line.slice(1));
    const isSame = changed.length > 0 && essence(of('-'), file) === essence(of('+'), file);
    lines.push(...(isSame ? of('+').map(line => ` ${line}`) : changed));
    changed = [];
  };
  for (const line of hunk.lines) {
    if (isKept(line)) {
      end();
      lines.push(line);
    } else changed.push(line);
  }
  end();
  return {...hunk, lines};
};

const isKept = (line: string): boolean => line.startsWith(' ');

const essence = (lines: readonly string[], file: string): string => {
  const text = lines
    .filter(line => !isComment(line, file))
    .join('')
    .replaceAll(/\s/g, '')
    .replaceAll('"', "'")
    .replaceAll(/,([)\]}])/g, '$1');
  return /\.[cm]?[jt]sx?$|\.vue$/.test(file) ? text.replaceAll(';', '') : text;
};

const isComment = (line: string, file: string): boolean =>
  COMMENT.test(line) && !DIRECTIVE.test(line) && !(isAttributes(file) && /^\s*\*/.test(line));

/** `* text=auto` of `.gitattributes` is of every file. */
const isAttributes = (file: string): boolean => nameOf(file) === '.gitattributes';

const COMMENT = /^\s*(?:#(?: |$)|\/\/|\/\*|\*[ /]|-- |<!--|;; )/;
/** Comments that programs read. */
const DIRECTIVE = /@ts-|eslint|noqa|type: ignore|syntax=|go:|\+build|pragma/;
