import type {EnvProblem} from './problem.ts';

/** A variable as it is written in an env file, or a line that is none. */
export type Statement = {line: number; problem?: EnvProblem['kind']} & (
  {name: string; content: string; written: string; isLiteral: boolean} | {stray: string}
);

/** Blanks as Compose knows them. */
const BLANK = String.raw`[\t\v\f\r \u0085\u00A0]`;
const SPACE = new RegExp(String.raw`(?:${BLANK}|\n|#[^\n]*(?:\n|$))*`, 'y');
const NAME = new RegExp(
  String.raw`(?:export${BLANK}+)?(?:(?<name>[\p{L}\p{N}_.\-[\]]+)${BLANK}*)?(?<end>[=:\n]|$)`,
  'uy',
);
const BLANKS = new RegExp(`${BLANK}*`, 'y');
/** A name that takes its value from outside. What else stands alone, in letters of both kinds, is the middle of a key. */
const INHERITED = /^[A-Z_][A-Z\d_]{0,40}$/;

/** Everything in an env file that is no comment, in order. */
export function* statements(text: string): Generator<Statement> {
  let [at, line, counted] = [endOf(SPACE, text, 0), 1, 0];
  while (at < text.length) {
    for (; counted < at; counted += 1) if (text[counted] === '\n') line += 1;
    const {next, ...statement} = statementAt(text, at);
    if (statement.stray !== '') yield {...statement, line} as Statement;
    at = endOf(SPACE, text, next);
  }
}

type Found = {next: number; stray?: string; problem?: EnvProblem['kind']};

const statementAt = (text: string, at: number): Found => {
  NAME.lastIndex = at;
  const {name = '', end} = NAME.exec(text)?.groups ?? {};
  const next = NAME.lastIndex;
  const isAlone = end === '\n' || end === '';
  if (isAlone && INHERITED.test(name)) return {next, stray: ''};
  if (end !== undefined && !isAlone && name !== '')
    return {name, ...valueAt(text, endOf(BLANKS, text, next))} as Found;
  const lineEnd = endOfLine(text, at);
  const stray = text.slice(at, lineEnd).trim();
  return {next: lineEnd, stray, ...(end === undefined && {problem: 'name'})};
};

const valueAt = (
  text: string,
  at: number,
): Found & Omit<Extract<Statement, {name: string}>, 'name' | 'line'> => {
  const quote = text[at];
  const lineEnd = endOfLine(text, at);
  if (quote !== '"' && quote !== "'") {
    const written = text.slice(at, lineEnd).trim();
    return {next: lineEnd, content: written.replace(/ #.*$/s, '').trimEnd(), written, isLiteral: false};
  }
  const end = closing(text, at + 1, quote);
  const isLiteral = quote === "'";
  if (end === -1) {
    const written = text.slice(at + 1, lineEnd).trimEnd();
    return {next: lineEnd, content: written, written, isLiteral: true, problem: 'quote'};
  }
  const inner = text.slice(at + 1, end);
  const content = inner.replaceAll(`\\${quote}`, quote);
  const behind = text.slice(end + 1, endOfLine(text, end));
  const isCut = /^\s*[^\s#]/.test(behind);
  return {
    next: end + 1,
    content: isLiteral ? content : unescaped(inner),
    written: isCut ? inner + quote + behind.trimEnd() : inner,
    isLiteral,
    ...(isCut && {problem: 'behind quote'}),
  };
};

const closing = (text: string, from: number, quote: string): number => {
  for (let index = from; index < text.length; index += 1) {
    if (text[index] === quote) return index;
    if (text[index] === '\\') index += 1;
  }
  return -1;
};

const SIGNS: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  $: '$$',
};

/** What a backslash means within double quotes; a dollar that it protects is one for the variables still. */
const unescaped = (text: string): string =>
  text.replace(/\\(?:([abfnrtv$"\\])|0(\d{0,3}))/g, (_, sign?: string, octal = '') => {
    if (sign !== undefined) return SIGNS[sign] ?? sign;
    return /^[0-3][0-7]{2}$/.test(octal) ? String.fromCharCode(Number.parseInt(octal, 8)) : `\\${octal}`;
  });

const endOf = (pattern: RegExp, text: string, at: number): number => {
  pattern.lastIndex = at;
  pattern.exec(text);
  return pattern.lastIndex;
};

const endOfLine = (text: string, at: number): number => {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end;
};
