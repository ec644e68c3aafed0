import {nameOf} from '../history/sourceFiles.ts';

/** A line of a file of the repository that a failure names. */
export interface Place {
  file: string;
  line: number;
  /** 0 is where it happened, 1 what called that. */
  depth: number;
  /** The error itself names it, and no stack. */
  isSaid?: true;
}

/** What of the repository helps to tell which file is meant. */
export interface Grounds {
  files: ReadonlySet<string>;
  /** Files and folders that the failing service is made of. */
  paths: readonly string[];
}

const MOST_PLACES = 20;
const MOST_LINES = 2_000;

/** The lines of the project's own files that the text names; what belongs to a framework is left out. */
export const placesIn = (text: string, grounds: Grounds): Place[] => {
  const found: Place[] = [];
  for (const part of innermostFirst(text)) {
    const places = part
      .split('\n')
      .slice(-MOST_LINES)
      .flatMap(namedIn)
      .flatMap(({path, line, before}) => {
        const file = resolve(path, before, grounds);
        return file === undefined ? [] : [{file, line}];
      });
    for (const {file, line} of isCalledLast(part) ? places.reverse() : places)
      if (!found.some(other => other.file === file && other.line === line))
        found.push({file, line, depth: found.length});
  }
  return found.slice(0, MOST_PLACES);
};

/** Where it happened, as the text has it: the innermost line that is of no framework. */
export const innermostIn = (text: string): {path: string; line: number} | undefined => {
  const [part = ''] = innermostFirst(text);
  const own = part
    .split('\n')
    .slice(-MOST_LINES)
    .flatMap(namedIn)
    .filter(({path}) => !isForeign(path));
  // What Python shows of a line, `time.sleep(600)`, looks like one of another language.
  return isCalledLast(part) ? own.findLast(({path}) => path.endsWith('.py')) : own[0];
};

/** Java tells the cause last. */
const innermostFirst = (text: string): string[] => text.split(/^(?=Caused by: )/m).reverse();

/** Python and pytest end with the line that it happened in. */
const isCalledLast = (text: string): boolean => /\.py\b/.test(text);

interface Named {
  path: string;
  line: number;
  /** The word before it: Java has the package there. */
  before: string;
}

/** `/app/a.py", line 3`, `a.php on line 3`, `a.js:3:14`, `a.ts(3,14)` and `Dockerfile:3`. */
const namedIn = (text: string): Named[] => {
  // Node calls files of ES modules `file:///app/server.js`.
  const words = text
    .split(SEPARATORS)
    .map(word => (word.startsWith('///') ? word.slice(2) : word))
    .filter(word => word !== '');
  return words.flatMap((path, index) => {
    if (!FILE.test(path)) return [];
    let next = index + 1;
    while (words[next] === 'on' || words[next] === 'line') next += 1;
    const number = words[next] ?? '';
    return /^\d{1,6}$/.test(number) ? [{path, line: Number(number), before: words[index - 1] ?? ''}] : [];
  });
};

const SEPARATORS = /[\s"'`()[\],:<>|]/;
const FILE = /\.[A-Za-z]\w*$|(^|[/.])Dockerfile$/;

/** Paths of what people did not write. */
const FOREIGN =
  /(^|\/)(site-packages|dist-packages|node_modules|vendor|gems|internal)\/|^\/(usr|opt|lib|root\/\.|rustc|go\/pkg)\/|^node$/;

const isForeign = (path: string): boolean => FOREIGN.test(path) && !path.startsWith('/usr/src/');

/** Of `/srv/src/a.js` the longest end that is one file of the repository, and not several. */
const resolve = (path: string, before: string, {files, paths}: Grounds): string | undefined => {
  if (isForeign(path)) return undefined;
  const parts = path.replace(/^(\.?\/)+/, '').split('/');
  for (let from = 0; from < parts.length; from++) {
    const tail = parts.slice(from).join('/');
    if (isFileOf(tail, files)) return tail;
    const own = paths.map(folder => `${folder}/${tail}`).filter(file => files.has(file));
    if (own.length === 1) return own[0];
    const isWhole = from === 0 || from < parts.length - 1;
    if (isWhole) {
      const one = only(
        [...files].filter(file => file.endsWith(`/${tail}`)),
        before,
      );
      if (one !== undefined) return one;
    }
  }
  return undefined;
};

const isFileOf = (name: string, files: ReadonlySet<string>): boolean => files.has(name);

const only = (files: readonly string[], before: string): string | undefined => {
  if (files.length < 2) return files[0];
  const packages = before.split('.').slice(0, -2).join('/');
  const there = packages === '' ? [] : files.filter(file => file.endsWith(`${packages}/${nameOf(file)}`));
  return there.length === 1 ? there[0] : undefined;
};
