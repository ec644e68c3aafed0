import {
  Composer,
  type CST,
  type Document,
  isAlias,
  isCollection,
  isPair,
  isScalar,
  type LineCounter,
  Parser,
  visit,
  YAMLParseError,
} from 'yaml';

/** Deeper than anybody writes by hand. Much deeper, and what composes the document takes the process down with it. */
const DEEPEST = 100;
/** Nobody writes so much by hand, either, with every alias filled in. */
const MOST_LETTERS = 5_000_000;

/** The documents of a YAML text; one, and an empty one, where there is none. Throws an Error that says what is wrong. */
export const parseYaml = (
  text: string,
  {lines, merge = false}: {lines?: LineCounter; merge?: boolean} = {},
): [Document.Parsed, ...Document.Parsed[]] => {
  const tokens = shallow(new Parser(lines?.addNewLine).parse(text));
  // The library compares each key with all before it.
  const composer = new Composer({merge, logLevel: 'silent', uniqueKeys: false});
  const [first, ...others] = composer.compose(tokens, true, text.length);
  if (first === undefined) throw new Error('it has no document');
  for (const document of [first, ...others]) refuseDoubledKeys(document);
  return [first, ...others];
};

/**
 * A document as data. However often an alias is used counts for nothing, only what all of them come to: a few lines of
 * aliases of aliases can be larger than any memory. Throws an Error that says what is wrong.
 */
export const dataOf = (document: Document): unknown => {
  if (isTooLarge(document)) throw new Error('with its aliases filled in it is too large');
  return document.toJS({maxAliasCount: -1}) as unknown;
};

/** Whether it is more, with every alias filled in, than anybody reads. */
export const isTooLarge = ({contents}: Document): boolean => lettersOf(contents, new Map()) > MOST_LETTERS;

const shallow = function* (tokens: Iterable<CST.Token>): Generator<CST.Token> {
  for (const token of tokens) {
    if (isTooDeep(token)) throw new Error(`it is nested more than ${DEEPEST} deep`);
    yield token;
  }
};

/** Without a call for each depth. */
const isTooDeep = (token: CST.Token): boolean => {
  let level = [token];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST) return true;
    level = level.flatMap(childrenOf);
  }
  return false;
};

const childrenOf = (token: CST.Token): CST.Token[] => {
  if (token.type === 'document') return token.value === undefined ? [] : [token.value];
  if (!('items' in token)) return [];
  return token.items.flatMap(({key, value}) => [key, value].filter(child => child != null));
};

const refuseDoubledKeys = (document: Document.Parsed): void => {
  visit(document, {
    Map(_, {items}) {
      const keys = new Set<string>();
      for (const {key} of items) {
        if (!isScalar(key)) continue;
        // `1.1` and `1.10` are one number, and two names.
        const name = typeof key.value === 'string' ? key.value : (key.source ?? String(key.value));
        const [start = 0, end = 0] = key.range ?? [];
        if (keys.has(name) && name !== '<<')
          document.errors.push(
            new YAMLParseError([start, end], 'DUPLICATE_KEY', `the key ${name} is there twice`),
          );
        keys.add(name);
      }
    },
  });
};

/** `anchors`: the size of what was named so far. An alias of what is around it would have no end, and has no size. */
const lettersOf = (node: unknown, anchors: Map<string, number>): number => {
  if (isAlias(node)) return anchors.get(node.source) ?? 0;
  const letters = ownLettersOf(node, anchors);
  if ((isCollection(node) || isScalar(node)) && node.anchor !== undefined) anchors.set(node.anchor, letters);
  return letters;
};

const ownLettersOf = (node: unknown, anchors: Map<string, number>): number => {
  if (isScalar(node)) return String(node.value).length;
  if (isCollection(node)) return node.items.reduce<number>((sum, item) => sum + lettersOf(item, anchors), 2);
  if (!isPair(node)) return 0;
  // Such a key is written out as text, and all keys within it, over and over.
  if (isCollection(node.key)) throw new Error('a list or a map is used as a key');
  return lettersOf(node.key, anchors) + lettersOf(node.value, anchors);
};
