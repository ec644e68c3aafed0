import {isAlias, isCollection, isMap, isScalar, isSeq, visit, type Document, type Node} from 'yaml';
import type {SourcePlace, SourceRead} from '../../compose/source.ts';

type LineOf = (node: Node) => number;

/** Every key and entry of a document, with its line. */
export const placesOf = (document: Document, lineOf: LineOf): SourcePlace[] => {
  const places: SourcePlace[] = [];
  walk(document.contents, []);
  return places;

  function walk(node: unknown, path: readonly string[]): void {
    if (isMap(node)) {
      for (const pair of node.items) {
        if (!isScalar(pair.key)) continue;
        add(pair.value, {path: [...path, String(pair.key.value)], line: lineOf(pair.key)});
      }
    } else if (isSeq(node)) {
      node.items.forEach((item, index) => {
        if (isCollection(item) || isScalar(item))
          add(item, {path: [...path, String(index)], line: lineOf(item)});
      });
    }
  }

  function add(node: unknown, place: SourcePlace): void {
    const text = isScalar(node) ? textOf(node) : undefined;
    places.push({...place, ...(text !== undefined && {text})});
    walk(node, place.path);
  }
};

/** The node that an alias stands for. */
export const resolved = (node: unknown, document: Document): unknown =>
  isAlias(node) ? node.resolve(document) : node;

const READING = ['env_file', 'label_file', 'extends', 'include'] as const;

/**
 * Every file that the document makes Compose read. Wherever such a key stands: an anchor, a merge or an extension may
 * bring it to a service.
 */
export const readsOf = (document: Document, lineOf: LineOf): SourceRead[] => {
  const reads: SourceRead[] = [];
  visit(document, {
    Pair(_, {key, value}) {
      const name = resolved(key, document);
      const kind = isScalar(name) ? READING.find(word => word === name.value) : undefined;
      if (kind === undefined) return;
      for (const entry of entriesOf(value)) {
        const read = {kind, line: lineOf(key as Node), ...readOf(kind, entry)};
        if (read.files.length > 0) reads.push(read);
      }
    },
  });
  return reads;

  function entriesOf(value: unknown): unknown[] {
    const node = resolved(value, document);
    return isSeq(node) ? node.items.map(item => resolved(item, document)) : [node];
  }

  function readOf(kind: SourceRead['kind'], entry: unknown): Pick<SourceRead, 'files' | 'directories'> {
    if (isScalar(entry)) return {files: kind === 'extends' ? [] : [textOf(entry)], directories: []};
    return {
      files: textsAt(entry, kind === 'extends' ? 'file' : 'path'),
      directories: kind === 'include' ? textsAt(entry, 'project_directory') : [],
    };
  }

  function textsAt(map: unknown, key: string): string[] {
    return valuesAt(map, key).flatMap(entriesOf).filter(isScalar).map(textOf);
  }

  /** Its own, and what merges may bring. */
  function valuesAt(map: unknown, key: string, seen = new Set<unknown>()): unknown[] {
    if (!isMap(map) || seen.has(map)) return [];
    seen.add(map);
    return map.items.flatMap(({key: name, value}) => {
      const own = resolved(name, document);
      if (!isScalar(own)) return [];
      if (own.value === key) return [value];
      return isMerge(own) ? entriesOf(value).flatMap(merged => valuesAt(merged, key, seen)) : [];
    });
  }
};

/** What ends a line for some readers of YAML and not for others, or is not in the text at all for some. */
const DOUBTFUL_CHARACTER = /\r(?!\n)|(?![\t\n\r])\p{Cc}|[\p{Zl}\p{Zp}\ufffd]|(?<!^)\ufeff/u;

/** Compose's own tags, and those that only say what everybody sees. */
const PLAIN_TAG = /^(?:!reset|!override|!|tag:yaml\.org,2002:(?:str|int|float|bool|null|map|seq))$/;

/** The first line that Compose may read in another way than we do; undefined where there is none. */
export const doubtfulLine = (document: Document, text: string, lineOf: LineOf): number | undefined => {
  const character = DOUBTFUL_CHARACTER.exec(text);
  const directive = /^%/m.exec(text);
  const index = [character?.index, directive?.index].filter(one => one !== undefined);
  let line = index.length > 0 ? text.slice(0, Math.min(...index)).split('\n').length : undefined;
  visit(document, {
    Node(key, node) {
      if (isAlias(node)) return;
      const isOdd =
        (node.tag !== undefined && !PLAIN_TAG.test(node.tag)) || (key === 'key' && !isScalar(node));
      if (isOdd) line ??= lineOf(node);
    },
  });
  return line;
};

/** Its value is a symbol, so that no text is taken for it. */
const isMerge = ({value}: {value: unknown}): boolean => typeof value === 'symbol';

const textOf = (scalar: {value: unknown}): string => String(scalar.value);
