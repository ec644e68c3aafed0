/** What a reader of a how-to does, from top to bottom. */
export type Step = {line: number} & (
  {does: 'write'; file: string; text: string; isAdded: boolean} | {does: 'run'; command: string}
);

/** What the reader has before the first step. */
const BEGINNINGS = ['an empty home', 'a clone', 'the shop'] as const;
type Beginning = (typeof BEGINNINGS)[number];

export interface Page {
  beginning: Beginning | undefined;
  steps: Step[];
  /** What looks like something to do, and tells neither how nor why not. */
  unmarked: string[];
}

const FENCED = /^ *```[^]*?^ *```$/.source;
const SPAN = /`[^`]+`/.source;
const MARK = /<!-- [^]*? -->/.source;
const PIECES = new RegExp(`(?<fence>${FENCED})|(?<span>${SPAN})|(?<mark>${MARK})`, 'gm');

/**
 * A block that begins with a comment which is a path, is that file, or is `added` to it; one of `sh` is run, and so is a command within a
 * sentence. Marks, which readers do not see: `not run: why` stands before a block, or after a command in a sentence;
 * `run: command` is what the sentence beside it says in words; `begins with: …` is what the reader has.
 */
export const readPage = (markdown: string): Page => {
  const page: Page = {beginning: undefined, steps: [], unmarked: []};
  const pieces = [...markdown.matchAll(PIECES)].map(({0: text, index, groups}) => ({
    text,
    line: markdown.slice(0, index).split('\n').length,
    kind: (['fence', 'span', 'mark'] as const).find(kind => groups?.[kind] !== undefined),
    isExcused: (side: 'before' | 'after') =>
      side === 'before'
        ? /<!-- not run: [^>]+ -->\s*$/.test(markdown.slice(0, index))
        : /^\s*<!-- not run: /.test(markdown.slice(index + text.length)),
  }));
  for (const {text, line, kind, isExcused} of pieces) {
    if (kind === 'mark') readMark(page, text.slice(5, -4), line);
    else if (kind === 'fence' && !isExcused('before')) readBlock(page, text, line);
    else if (kind === 'span' && !isExcused('after')) readSpan(page, text.slice(1, -1), line);
  }
  if (page.steps.length > 0 && page.beginning === undefined)
    page.unmarked.push('it does not tell what it begins with');
  return page;
};

const readMark = (page: Page, mark: string, line: number): void => {
  const [, key, value = ''] = /^([a-z ]+): ([^]*)$/.exec(mark) ?? [];
  if (key === 'run') page.steps.push({line, does: 'run', command: value});
  else if (key === 'begins with') {
    page.beginning = BEGINNINGS.find(beginning => beginning === value);
    if (page.beginning === undefined) page.unmarked.push(`${line}: nothing is called ${value}`);
  } else if (key !== 'not run') page.unmarked.push(`${line}: nobody knows the mark ${mark}`);
};

const readBlock = (page: Page, fence: string, line: number): void => {
  const [opening = '', ...lines] = fence.split('\n').slice(0, -1);
  const indent = opening.length - opening.trimStart().length;
  const text = lines.map(one => `${one.slice(indent)}\n`).join('');
  const [, file, whole] = /^(?:#|\/\/) ([\w.~/-]+)(?:, (the whole file|added))?\n/.exec(text) ?? [];
  if (opening.trim() === '```sh') page.steps.push({line, does: 'run', command: text});
  else if (file !== undefined) {
    page.steps.push({line, does: 'write', file, text, isAdded: whole === 'added'});
    if (/\.ya?ml$/.test(file) && whole === undefined)
      page.unmarked.push(`${line}: ${file} may be there; "the whole file" or "added"?`);
  } else page.unmarked.push(`${line}: a block that is neither a file nor commands`);
};

const PROGRAMS = /^([A-Z_]+=\S+ )*(countable|docker|git|cd|ln|npm|curl|sudo|export|read|bash) \S/;
const SCRIPTS = /^(jenkins\/up|script\/(demo|test))( |$)/;

const readSpan = (page: Page, span: string, line: number): void => {
  const command = span.replaceAll(/\s+/g, ' ');
  if (PROGRAMS.test(command) || SCRIPTS.test(command)) page.steps.push({line, does: 'run', command});
};
