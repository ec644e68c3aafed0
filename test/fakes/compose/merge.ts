import {parse, Scalar, type YAMLSeq} from 'yaml';
import type {Raw} from './fields.ts';

/** Lists that a later file adds to; those of commands it replaces. */
const REPLACED = new Set(['command', 'entrypoint', 'test']);
/** Lists of `name=value`, which are maps in another notation. */
const PAIRS = new Set(['environment', 'labels']);

/** What `!reset` takes away. */
const RESET = Symbol('!reset');
/** First in a list that replaces the one before it. */
const OVERRIDE = '!override';

/** A file, with what it takes away. */
export const parsedFile = (text: string): Raw =>
  parse(text, {
    customTags: [
      {tag: '!reset', resolve: () => new Scalar(RESET)},
      {
        tag: OVERRIDE,
        collection: 'seq',
        resolve(node) {
          (node as YAMLSeq).items.unshift(new Scalar(OVERRIDE));
          return node;
        },
      },
    ],
  }) as Raw;

/** As Compose lays one file over another. */
export const merged = (base: unknown, over: unknown, key = ''): unknown => {
  if (over === RESET) return null;
  if (over === undefined || over === null) return base;
  if (Array.isArray(over) && over[0] === OVERRIDE) return over.slice(1);
  if (PAIRS.has(key)) return {...asMap(base), ...asMap(over)};
  if (Array.isArray(base) && Array.isArray(over))
    return REPLACED.has(key) ? over : [...base, ...over.filter(one => !base.some(isSame(one)))];
  if (!isMap(base) || !isMap(over)) return over;
  const both = {...base};
  for (const [name, value] of Object.entries(over)) both[name] = merged(base[name], value, name);
  return both;
};

const isMap = (value: unknown): value is Raw =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const asMap = (value: unknown): Raw => {
  if (!Array.isArray(value)) return (value ?? {}) as Raw;
  return Object.fromEntries(
    value.map(entry => {
      const [name = '', ...rest] = String(entry).split('=');
      return [name, rest.length > 0 ? rest.join('=') : null];
    }),
  );
};

const isSame =
  (one: unknown) =>
  (other: unknown): boolean =>
    JSON.stringify(one) === JSON.stringify(other);
