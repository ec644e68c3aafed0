import {isDeepStrictEqual} from 'node:util';
import {type Document, isMap, isScalar, isSeq, type Pair, type YAMLMap} from 'yaml';
import {messageOf, UserError} from '../errors/userError.ts';
import {blockOf, eolOf, flowOf, spliced, unitOf} from './composeSource/splicing.ts';
import {dataOf, parseYaml} from './yaml.ts';

/** A place of a compose file, and what is to stand there, as it is written; without it, the key is to go. */
export interface ComposeChange {
  path: readonly [string, ...string[]];
  value?: string;
}

/**
 * A compose file's text with one change, and all else as it was to the letter: comments, anchors, ends of lines. What comes out
 * is read again. Throws FIX_REFUSED where it would say anything else than what it said, and that.
 */
export const withChange = ({file, text}: {file: string; text: string}, change: ComposeChange): string => {
  const refuse = (why: string): UserError =>
    new UserError('FIX_REFUSED', `${file} is left as it is: ${change.path.join('.')} ${why}.`, {where: file});
  try {
    const changed = splice(text, change);
    if (!isDeepStrictEqual(dataIn(changed), expected(text, change)))
      throw refuse('would change what else is said there');
    return changed;
  } catch (error) {
    throw error instanceof UserError ? error : refuse(`cannot be changed (${messageOf(error)})`);
  }
};

const splice = (text: string, {path, value}: ComposeChange): string => {
  const document = documentOf(text);
  if (value === undefined) return without(text, document, path);
  const {contents} = document;
  if (contents === null || (isScalar(contents) && contents.value === null)) {
    const start = text === '' || text.endsWith('\n') ? text : `${text}${eolOf(text)}`;
    return `${start}${blockOf(path, value, {indent: 0, unit: 2}).join(eolOf(text))}${eolOf(text)}`;
  }
  return withValue(text, document, {path, value});
};

const withValue = (
  text: string,
  document: Document.Parsed,
  {path, value}: Required<ComposeChange>,
): string => {
  let at: unknown = document.contents;
  const layout = {text, unit: unitOf(document, text)};
  for (const [depth, key] of path.entries()) {
    if (isSeq(at)) {
      at = at.items[Number(key)];
      continue;
    }
    if (!isMap(at)) throw new Error('it is written in another place');
    const map = at;
    const pair = pairOf(map, key);
    if (pair === undefined) return spliced.into(map, flowOrBlock(path.slice(depth), value), layout);
    const below = path.slice(depth + 1);
    if (below.length > 0 && map.flow !== true && isEmpty(pair.value))
      return spliced.below(pair, flowOrBlock(below, value), {...layout, map});
    at = pair.value;
  }
  if (!isScalar(at) || at.range == null) throw new Error('it is no text, or written in another place');
  return `${text.slice(0, at.range[0])}${value}${text.slice(at.range[1])}`;
};

const flowOrBlock = (path: readonly string[], value: string) => ({
  flow: flowOf(path, value),
  block: (layout: {indent: number; unit: number}) => blockOf(path, value, layout),
});

/** A key of the file itself, with its lines. */
const without = (text: string, {contents}: Document.Parsed, path: readonly string[]): string => {
  const pair = isMap(contents) && contents.flow !== true ? pairOf(contents, path[0] ?? '') : undefined;
  if (pair === undefined || path.length > 1) throw new Error('it is not on lines of its own');
  return spliced.out(text, pair);
};

const pairOf = (map: YAMLMap, key: string): Pair | undefined =>
  map.items.find(pair => isScalar(pair.key) && String(pair.key.value) === key);

const isEmpty = (node: unknown): boolean =>
  node === null || (isScalar(node) && node.value === null) || (isMap(node) && node.items.length === 0);

/** Throws an Error. */
const documentOf = (text: string): Document.Parsed => {
  const [document, ...others] = parseYaml(text, {merge: true});
  if (others.length > 0) throw new Error('there are several documents in one file');
  const [error] = document.errors;
  if (error !== undefined) throw new Error(error.message.split(' at line')[0]);
  return document;
};

/** Nothing in it is the same as anything else in it: what an alias stands for is written out. */
const dataIn = (text: string): unknown => JSON.parse(JSON.stringify(dataOf(documentOf(text)))) as unknown;

const expected = (text: string, {path, value}: ComposeChange): unknown => {
  const data = (dataIn(text) ?? {}) as Record<string, unknown>;
  const last = path.at(-1) ?? '';
  let at = data;
  for (const key of path.slice(0, -1)) at = (at[key] ??= {}) as Record<string, unknown>;
  if (value === undefined) Reflect.deleteProperty(at, last);
  else at[last] = dataIn(value);
  return data;
};
