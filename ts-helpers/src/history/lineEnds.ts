import {nameOf} from './sourceFiles.ts';

/** How a file ends its lines, in git's own words. */
export interface LineEnds {
  /** In HEAD: `lf`, `crlf`, `mixed`. */
  kept: string;
  /** As it lies here. */
  here: string;
  /** What .gitattributes says of it: `text=auto eol=crlf`. */
  attributes: string;
}

/** `i/lf    w/crlf  attr/text=auto eol=crlf` */
export const lineEndsIn = (text: string): LineEnds | undefined => {
  const {kept, here, attributes} =
    /^i\/(?<kept>\S+)\s+w\/(?<here>\S+)\s+attr\/(?<attributes>[^\t]*)\t/.exec(text)?.groups ?? {};
  return kept === undefined || here === undefined
    ? undefined
    : {kept, here, attributes: attributes?.trim() ?? ''};
};

export interface Attributes {
  /** `ops/.gitattributes` */
  file: string;
  text: string;
}

/** What gives a file line ends of Windows that has none in git; undefined where nothing does. */
export const windowsBy = (
  file: string,
  {kept, here, attributes}: LineEnds,
  found: readonly Attributes[],
): string | undefined => {
  if (kept !== 'lf' || here !== 'crlf') return undefined;
  if (!attributes.includes('eol=crlf')) return 'core.autocrlf';
  const lines = found.flatMap(({file: place, text}) =>
    text
      .split('\n')
      .flatMap((line, index) =>
        /\beol=crlf\b/.test(line) && !line.startsWith('#')
          ? [{at: `${place}:${index + 1}`, pattern: line.trim().split(/\s/)[0] ?? ''}]
          : [],
      ),
  );
  const name = nameOf(file);
  const fitting = lines.filter(({pattern}) => fits(pattern, file, name));
  return (fitting.at(-1) ?? (lines.length === 1 ? lines[0] : undefined))?.at ?? '.gitattributes';
};

/** The usual ones: `*`, `*.sh`, its name, its path. */
const fits = (pattern: string, file: string, name: string): boolean =>
  pattern === '*' ||
  pattern.replace(/^\//, '') === file ||
  pattern === name ||
  (/^\*\.\w+$/.test(pattern) && name.endsWith(pattern.slice(1)));

/** The files of attributes that may speak of it, the weakest first. */
export const attributeFiles = (file: string): string[] => {
  const folders = file.split('/').slice(0, -1);
  return ['', ...folders.map((_, index) => `${folders.slice(0, index + 1).join('/')}/`)].map(
    folder => `${folder}.gitattributes`,
  );
};
