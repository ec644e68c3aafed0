import {type Column, tableOf} from '../archive/column.ts';
import {UserError} from '../errors/userError.ts';
import type {Mask} from '../settings/settings.ts';

/** One that a mask of ours makes anew. */
export interface MaskedColumn extends Column {
  mask: Exclude<Mask, 'keep' | 'sql'>;
}

/** SQL of a kind of server, of which masks are made. */
export interface Words {
  /** 32 hexadecimal digits of the value, which nobody can guess who has not the secret. */
  hash: string;
  first(text: string, length: number): string;
  /** One text behind the other. */
  joined(texts: readonly string[]): string;
  /** Decimal digits of hexadecimal ones. */
  digits(text: string): string;
  literal(text: string): string;
}

const DIGITS = 32;
/** 80 bits: no two of them are the same. */
const ENOUGH = 20;
/** Nobody has an address there: https://www.rfc-editor.org/rfc/rfc2606#section-2 */
const NOWHERE = '@example.invalid';
/** No country has that code. */
const NO_COUNTRY = '+999';

/** What a value becomes that is neither null nor empty. Throws MASK_FAILED where there is no room for it. */
export const maskedValue = (column: MaskedColumn, {hash, first, joined, digits, literal}: Words): string => {
  const {mask, length = Infinity} = column;
  const room = (fixed: string, most: number) => Math.min(most, length - fixed.length);
  if (mask === 'text') return literal('masked'.slice(0, Math.min(length, 6)));
  if (mask === 'email') {
    const own = room(`u${NOWHERE}`, ENOUGH);
    if (own < LEAST) throw tooShort(column);
    return joined([literal('u'), first(hash, own), literal(NOWHERE)]);
  }
  if (mask === 'name') {
    const own = room('Name ', 12);
    return own < LEAST ? first(hash, Math.min(length, DIGITS)) : joined([literal('Name '), first(hash, own)]);
  }
  if (mask === 'phone') {
    const own = room(NO_COUNTRY, 11);
    return own < LEAST
      ? first(digits(hash), Math.min(length, 11))
      : joined([literal(NO_COUNTRY), first(digits(hash), own)]);
  }
  if (mask === 'hash') return first(hash, Math.min(length, DIGITS));
  return 'NULL';
};

const LEAST = 7;
/** Characters that an address takes. */
export const LEAST_OF_MAIL = `u${NOWHERE}`.length + LEAST;

/** Two columns in which the same value becomes the same have the same. */
export const shapeOf = (column: MaskedColumn): string =>
  maskedValue(column, {
    hash: 'hash',
    first: (text, length) => `${length} of ${text}`,
    joined: texts => texts.join('+'),
    digits: text => `digits of ${text}`,
    literal: text => text,
  });

const tooShort = (column: MaskedColumn): UserError =>
  new UserError(
    'MASK_FAILED',
    `${tableOf(column)}.${column.name} has room for ${column.length} characters, and no address for mail is so short.`,
    {where: 'mask', remedy: 'Choose hash, text or empty for it in countable.yml.'},
  );
