import type {Hunk} from '../../history/patches.ts';

/** A function, method or class, by its name; its lines, counted from 1. */
export interface Definition {
  name: string;
  from: number;
  to: number;
}

/** The innermost one that a line is in; undefined at the top of a file. */
export const definitionAt = (text: string, line: number): Definition | undefined => {
  const lines = text.split('\n');
  const own = lines[line - 1] ?? '';
  let indent = indentOf(own) + (closes(own) ? 1 : 0);
  for (let index = line - 1; index >= 0; index--) {
    const candidate = lines[index] ?? '';
    if (candidate.trim() === '' || (index < line - 1 && indentOf(candidate) >= indent)) continue;
    const name = nameDefinedIn(candidate);
    if (name !== undefined) return {name, from: index + 1, to: endOf(lines, index)};
    // PHP's brace stands below what it opens.
    if (index < line - 1) indent = indentOf(candidate) + (candidate.trim() === '{' ? 1 : 0);
  }
  return undefined;
};

/** The test that a line is in, where tests are named by a text: `it('adds up', () => {`. */
export const testAt = (text: string, line: number): Pick<Definition, 'from' | 'to'> | undefined => {
  const lines = text.split('\n');
  let indent = Infinity;
  for (let index = line - 1; index >= 0; index--) {
    const candidate = lines[index] ?? '';
    if (candidate.trim() === '' || indentOf(candidate) >= indent) continue;
    if (TEST.test(candidate)) return {from: index + 1, to: endOf(lines, index)};
    indent = indentOf(candidate);
  }
  return undefined;
};

const TEST = /^\s*(?:it|test|specify|scenario)\b(?:\.\w+)*\s*[("']/;

/** What each function, method or class of a text says. */
export const bodiesIn = (text: string): {name: string; text: string}[] => {
  const lines = text.split('\n');
  return lines.flatMap((line, index) => {
    const name = nameDefinedIn(line);
    return name === undefined ? [] : [{name, text: lines.slice(index, endOf(lines, index)).join('\n')}];
  });
};

/** The last line of a block is in it, though it stands as far out as the first. */
const closes = (line: string): boolean => /^\s*(?:[})\]]|end\b)/.test(line);

const endOf = (lines: readonly string[], start: number): number => {
  const indent = indentOf(lines[start] ?? '');
  for (let index = start + 1; index < lines.length; index++) {
    const line = lines[index] ?? '';
    // PHP's and C#'s brace stands below what it opens.
    if (line.trim() === '{' && index === start + 1) continue;
    if (line.trim() !== '' && indentOf(line) <= indent) return closes(line) ? index + 1 : index;
  }
  return lines.length;
};

/** Names of what the changed lines of a hunk are in, or define. */
export const definitionsChanged = (hunk: Hunk): Set<string> => {
  const names = new Set<string>();
  const bare = hunk.lines.map(line => line.slice(1));
  for (const [index, line] of hunk.lines.entries()) {
    if (line.startsWith(' ')) continue;
    const own = nameDefinedIn(bare[index] ?? '');
    if (own !== undefined) names.add(own);
    else if (line.length > 1) {
      const name = above(hunk, bare, index);
      if (name !== undefined) names.add(name);
    }
  }
  return names;
};

const above = ({heading}: Hunk, bare: readonly string[], index: number): string | undefined => {
  const before = bare.slice(0, index + 1);
  return definitionAt(before.join('\n'), before.length)?.name ?? nameDefinedIn(heading);
};

/** `def gross(self):`, `public function add(…)`, `func (c *Cart) Total()`, `const sum = items =>`, `it('adds', …`. */
export const nameDefinedIn = (line: string): string | undefined => {
  for (const pattern of DEFINITIONS) {
    const name = pattern.exec(line)?.groups?.['name'];
    if (name !== undefined && !KEYWORDS.has(name)) return name;
  }
  const assigned = ASSIGNED.exec(line)?.groups?.['name'];
  return assigned !== undefined && isFunction(line.slice(line.indexOf('=') + 1)) ? assigned : undefined;
};

const isFunction = (text: string): boolean => {
  const start = text.trimStart();
  if (/^(?:async|function)\b/.test(start)) return true;
  return start.includes('=>') && (start.startsWith('(') || /^[\w$]+ =>/.test(start));
};

const DEFINITIONS = [
  /\b(?:def|function\*?|func|fn|fun|class|interface|trait|struct|module|record|enum)\s+(?:self\.)?(?<name>[A-Za-z_]\w*)/,
  /^func \([^)]*\) (?<name>\w+)/,
  /^\s*(?<name>[A-Za-z_$][\w$]*)\s*:\s*(?:async\b|function\b|\()/,
  /^\s+(?:[a-z]+\s+)*(?:[A-Z][\w<>[\],.?]*|void|int|long|double|boolean|float|char|string|bool)\s(?<name>[a-z]\w*)\s?\(/,
  /^\s*(?:public|private|protected|internal|static)\s(?:(?:static|async|override|virtual|final|abstract)\s)*[\w<>[\],.?]+\s(?<name>\w+)\s?\(/,
  /^\s+(?:async |static |get |set )*(?<name>[a-zA-Z_]\w*)\([^()]*\)\s*(?::[^{]*)?\{$/,
];

const ASSIGNED = /\b(?:const |let |var |val |exports\.)(?<name>[A-Za-z_$][\w$]{0,60})/;

const KEYWORDS = new Set([
  'if',
  'for',
  'while',
  'switch',
  'catch',
  'return',
  'new',
  'else',
  'function',
  'test',
  'it',
]);

const indentOf = (line: string): number => line.length - line.trimStart().length;

/** The words of a text that may be names. */
export const namesIn = (text: string): Set<string> => new Set(text.match(/[A-Za-z_$][\w$]*/g));
