import {type Document, isMap, isNode, isScalar, type Pair, visit, type YAMLMap} from 'yaml';

interface Layout {
  text: string;
  /** Blanks for each depth. */
  unit: number;
}

/** The same in both styles. */
interface Written {
  flow: string;
  block(layout: {indent: number; unit: number}): string[];
}

/** `a: {b: value}` */
export const flowOf = ([key = '', ...below]: readonly string[], value: string): string =>
  `${key}: ${below.length === 0 ? value : `{${flowOf(below, value)}}`}`;

/** The same, a line for each. */
export const blockOf = (
  path: readonly string[],
  value: string,
  {indent, unit}: {indent: number; unit: number},
): string[] =>
  path.map((key, depth) => {
    const end = depth === path.length - 1 ? ` ${value}` : '';
    return `${' '.repeat(indent + depth * unit)}${key}:${end}`;
  });

export const eolOf = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');

/** As the first map within another one is indented. */
export const unitOf = (document: Document, text: string): number => {
  let unit: number | undefined;
  visit(document, {
    Pair(_, {key, value}) {
      if (unit !== undefined || !isMap(value) || value.flow === true || value.items.length === 0) return;
      unit = columnOf(value.items[0]?.key, text) - columnOf(key, text);
    },
  });
  return unit !== undefined && unit > 0 ? unit : 2;
};

export const spliced = {
  /** A key more, behind those that are there. */
  into(map: YAMLMap, {flow, block}: Written, {text, unit}: Layout): string {
    const last = map.items.at(-1);
    const [start = 0, end = 0] = map.range ?? [];
    if (last === undefined) return `${text.slice(0, start)}{${flow}}${text.slice(end)}`;
    if (map.flow === true) return inserted(text, endOf(last, text), `, ${flow}`);
    const lines = block({indent: columnOf(map.items[0]?.key, text), unit});
    return onNextLines(text, endOf(last, text), lines);
  },

  /** What a key has that had nothing, or `{}`. */
  below({key, value}: Pair, {block}: Written, {text, unit, map}: Layout & {map: YAMLMap}): string {
    const indent = columnOf(map.items[0]?.key, text) + unit;
    const [start = 0, end = 0] = (isMap(value) && value.range) || [];
    if (end === 0) return onNextLines(text, endOf({key, value: null}, text), block({indent, unit}));
    const before = text.slice(0, start).replace(/ $/, '');
    return onNextLines(`${before}${text.slice(end)}`, before.length, block({indent, unit}));
  },

  /** The lines that a key begins and ends. */
  out(text: string, pair: Pair): string {
    const start = text.lastIndexOf('\n', rangeOf(pair.key)[0]) + 1;
    const end = text.indexOf('\n', endOf(pair, text));
    const behind = end === -1 ? '' : text.slice(end + 1);
    return `${text.slice(0, start)}${start === 0 ? behind.replace(/^(?:\r?\n)+/, '') : behind}`;
  },
};

const inserted = (text: string, at: number, part: string): string =>
  `${text.slice(0, at)}${part}${text.slice(at)}`;

/** Behind the line of a place, with its comment. */
const onNextLines = (text: string, place: number, lines: readonly string[]): string => {
  const [rest = ''] = /^[^\r\n]*/.exec(text.slice(place)) ?? [];
  const eol = eolOf(text);
  return inserted(text, place + rest.length, lines.map(line => `${eol}${line}`).join(''));
};

/** Where a pair ends, without the blanks and lines behind it. */
const endOf = ({key, value}: Pick<Pair, 'key' | 'value'>, text: string): number => {
  const isThere = isNode(value) && !(isScalar(value) && value.value === null);
  const [start, end] = rangeOf(isThere ? value : key);
  return start + text.slice(start, end).trimEnd().length;
};

const rangeOf = (node: unknown): [number, number] => {
  const range = isNode(node) ? node.range : undefined;
  if (range == null) throw new Error('it has no place of its own');
  return [range[0], range[1]];
};

const columnOf = (node: unknown, text: string): number => {
  const [start] = rangeOf(node);
  return start - (text.lastIndexOf('\n', start - 1) + 1);
};
