import {type ColumnKey, columnText} from '../../archive/column.ts';
import {LEAST_OF_MAIL, type MaskedColumn, shapeOf} from '../../project/masks.ts';
import type {Mask} from '../../settings/settings.ts';
import {isSameColumn, type JudgedColumn} from './found.ts';

/** A key in one of the databases of the backup. */
export interface FoundKey extends ColumnKey {
  service: string;
  database: string;
}

/** A rule that its column cannot have. */
export interface Misfit {
  column: JudgedColumn;
  why: string;
  /** What it can have; undefined: none, for nothing has to be said of it. */
  would: Mask | undefined;
}

/** What its server does not take. */
export interface Untakeable {
  column: JudgedColumn;
  /** Of the check that refuses it; null: its type does. */
  check: string | null;
}

interface Known {
  keys: readonly FoundKey[];
  /** Of these columns, and of others with what they could have. */
  untakeable: readonly Untakeable[];
}

/** All of them, but for what only the values tell. */
export const misfitsIn = (columns: readonly JudgedColumn[], {keys, untakeable}: Known): Misfit[] => {
  const known = columns.flatMap(column => {
    const refused = untakeable.find(one => isSameRule(one.column, column));
    const why = whyNot(column) ?? (refused && refusedBy(refused));
    return why === undefined ? [] : [{column, why, would: wouldOf(column, untakeable)}];
  });
  const ofSame = (all: readonly Misfit[], {column}: Misfit) =>
    all.find(one => isSameColumn(one.column, column));
  // Keys lead to what their other side becomes.
  const settled = columns.map(column => {
    const would = known.find(one => isSameColumn(one.column, column))?.would;
    return would === undefined ? column : {...column, mask: would};
  });
  const apart = keys.flatMap(key => sidesApart(key, settled));
  return [
    ...known.map(one => ({...one, would: ofSame(apart, one)?.would ?? one.would})),
    ...apart.filter(one => ofSame(known, one) === undefined),
  ];
};

/** Whether it can be asked what its server says of a mask. */
export const isOurs = (column: JudgedColumn): column is JudgedColumn & MaskedColumn =>
  column.mask !== 'keep' && column.mask !== 'sql';

const refusedBy = ({column: {type}, check}: Untakeable): string =>
  check === null ? `its type is ${type}` : `the check ${check} refuses it`;

/** With what it may have instead, the best first. */
export const othersOf = (column: JudgedColumn): JudgedColumn[] =>
  (column.isUnique ? UNIQUE_FIRST : PLAIN_FIRST)
    .map(mask => ({...column, mask}))
    .filter(other => whyNot(other) === undefined);

const UNIQUE_FIRST = ['hash', 'empty'] as const;
const PLAIN_FIRST = ['text', 'hash', 'empty'] as const;

/** By what is known of a column; undefined where nothing speaks against it. */
export const whyNot = (column: JudgedColumn): string | undefined => {
  const {mask, isRequired = false, isUnique = false, takes, type, length = Infinity} = column;
  if (mask === 'keep' || mask === 'sql') return undefined;
  if (mask === 'empty') return isRequired ? 'it takes no null' : undefined;
  if (takes === 'none' || (takes === 'uuid' && mask !== 'hash')) return `its type is ${type}`;
  if (mask === 'text' && isUnique) return 'no two rows may have the same in it, and all would';
  if (mask === 'email' && length < LEAST_OF_MAIL)
    return `it has room for ${length} characters, and no address is so short`;
  return undefined;
};

const wouldOf = (column: JudgedColumn, untakeable: Known['untakeable']): Mask =>
  othersOf(column).find(other => !untakeable.some(one => isSameRule(one.column, other)))?.mask ?? 'sql';

const isSameRule = (one: JudgedColumn, other: JudgedColumn): boolean =>
  one.mask === other.mask && isSameColumn(one, other);

/** Where it leads to nothing, it leads to no row that is missing; what the script makes of one, nobody knows before. */
const sidesApart = ({service, database, from, to}: FoundKey, columns: readonly JudgedColumn[]): Misfit[] => {
  const sideOf = (side: FoundKey['from']) =>
    columns.find(one => isSameColumn(one, {service, database, ...side}));
  const [child, parent] = [sideOf(from), sideOf(to)];
  if (child === undefined || parent === undefined || child.mask === 'empty') return [];
  if (child.mask === 'sql' || parent.mask === 'sql') return [];
  const leads = `it leads to ${columnText(parent)}`;
  const lost = 'no row would be found there';
  if (child.mask !== parent.mask)
    return [{column: child, why: `${leads}, which is ${parent.mask}: ${lost}`, would: parent.mask}];
  if (!isOurs(child) || !isOurs(parent) || whyNot(child) !== undefined || whyNot(parent) !== undefined)
    return [];
  return shapeOf(child) === shapeOf(parent)
    ? []
    : [{column: child, why: `${leads}, and has room for other values: ${lost}`, would: 'sql'}];
};
