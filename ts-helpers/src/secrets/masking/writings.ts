import {ENTITIES} from './entities.ts';

/** How a text may have been written, and what undoes it. What is read is never longer than what was written. */
export interface Writing {
  /** Only a text with one of these was written so. */
  signs: readonly string[];
  pattern: RegExp;
  /** What stood there before it was written so. */
  read(written: string, groups: Groups): string;
  /** It changes these alone, so that it matters only where they are looked for. */
  changes?: readonly string[];
}

type Groups = Readonly<Record<string, string | undefined>>;

/** The text before it was written so. */
export const undo = (text: string, {pattern, read}: Writing): string =>
  text.replace(pattern, (written: string, ...rest: unknown[]) => {
    const groups = rest.at(-1);
    return read(written, typeof groups === 'object' ? (groups as Groups) : {});
  });

const ofHex = (digits: string): string => Buffer.from(digits, 'hex').toString();
const ofCode = (code: number): string => (code <= 0x10_ff_ff ? String.fromCodePoint(code) : '');

const HEX = '[\\da-fA-F]';
/** The bytes of one character in UTF-8, each written in the same way. */
const utf8 = (sign: string): string => {
  const more = `${sign}[89abAB]${HEX}`;
  return [
    `[0-7]${HEX}`,
    `[c-dC-D]${HEX}${more}`,
    `[eE]${HEX}${more.repeat(2)}`,
    `[fF]${HEX}${more.repeat(3)}`,
  ]
    .map(bytes => sign + bytes)
    .join('|');
};

const address: Writing = {
  signs: ['%'],
  pattern: new RegExp(utf8('%'), 'g'),
  read: written => ofHex(written.replaceAll('%', '')),
};

/** Of a form: + is a blank. */
const form: Writing = {
  signs: ['+'],
  changes: [' '],
  pattern: /\+/g,
  read: () => ' ',
};

/** HTML and XML. */
const markup: Writing = {
  signs: ['&'],
  pattern: /&(?:#[xX](?<hex>[\da-fA-F]{1,8})|#(?<decimal>\d{1,8})|(?<name>[A-Za-z]{2,20}\d{0,2}));?/g,
  read(written, {hex, decimal, name = ''}) {
    if (hex !== undefined) return ofCode(Number.parseInt(hex, 16));
    return decimal === undefined ? (ENTITIES.get(name) ?? written) : ofCode(Number(decimal));
  },
};

/** Letters behind a backslash. */
export const SIGNS: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  e: '\u001B',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** JSON, programs, and what a shell or Go prints. */
const backslashes: Writing = {
  signs: ['\\'],
  pattern: new RegExp(
    [
      utf8(String.raw`\\x`),
      String.raw`(?<octal>(?:\\[0-3][0-7]{2})+)`,
      String.raw`\\u(?:(?<code>${HEX}{4})|\{(?<braced>${HEX}{1,6})\})|\\U(?<long>${HEX}{8})`,
      String.raw`\\(?<sign>[^\dxuU])`,
    ].join('|'),
    'gs',
  ),
  read(written, {octal, sign, code, braced, long}) {
    const digits = code ?? braced ?? long;
    if (digits !== undefined) return ofCode(Number.parseInt(digits, 16));
    if (sign !== undefined) return SIGNS[sign] ?? sign;
    if (octal === undefined) return ofHex(written.replaceAll(String.raw`\x`, ''));
    const bytes = octal.slice(1).split('\\');
    return Buffer.from(bytes.map(byte => Number.parseInt(byte, 8))).toString();
  },
};

/** A quote within quotes: of a shell, of SQL, of CSV. */
const quotes: Writing = {
  signs: ["''", '""', `'"'`, `"'"`, String.raw`'\'`],
  changes: ["'", '"'],
  pattern: /'\\''|'"'"'|"'"'"|''|""/g,
  read: written => (written === '""' || written === `"'"'"` ? '"' : "'"),
};

/** Compose takes a single dollar for a variable. */
const dollars: Writing = {
  signs: ['$$'],
  changes: ['$'],
  pattern: /\$\$/g,
  read: () => '$',
};

/** Colours, and what else a terminal obeys. */
const colours: Writing = {
  signs: ['\u001B', '\u009B'],
  // eslint-disable-next-line no-control-regex
  pattern: /(?:\u001B\[|\u009B)[0-?]*[ -/]*[@-~]|\u001B[ -/]*[0-~]/g,
  read: () => '',
};

const wrapped: Writing = {
  signs: ['\n'],
  pattern: /[ \t]{0,40}\r?\n[ \t]{0,40}/g,
  read: () => '',
};

/** Bytes one by one, or in twos, as debuggers, certificates and programs in C show them. */
const apart: Writing = {
  signs: [' ', ':', '-', ','],
  pattern: new RegExp(`\\b(?:0x)?(?:${HEX}{2}){1,2}(?:(?: |:|-|, ?)(?:0x)?(?:${HEX}{2}){1,2}){3,}`, 'g'),
  read: written => written.replaceAll(/0x|[^\da-fA-F]/g, ''),
};

export const WRITINGS: readonly Writing[] = [
  apart,
  address,
  form,
  markup,
  backslashes,
  quotes,
  dollars,
  colours,
  wrapped,
];
