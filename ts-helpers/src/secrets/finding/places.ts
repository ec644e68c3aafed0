import {userEnd} from '../../text/gitAddress.ts';
import {looksRandom} from './random.ts';
import {tokenPlaces} from './tokens.ts';

/** A part of a text: from, and to where. */
export type Place = readonly [from: number, to: number];

/** Where something stands that is secret wherever it comes from: passwords in addresses, tokens, headers, private keys. */
export const secretPlaces = (text: string): Place[] => [...tokenPlaces(text), ...passwordsAndKeys(text)];

/** The same without tokens, which no encoding changes. */
export const passwordsAndKeys = (text: string): Place[] => [
  ...passwordPlaces(text),
  ...(AUTHORIZES.some(sign => text.includes(sign)) ? headerPlaces(text) : []),
  ...(text.includes(PRIVATE_KEY) ? keyPlaces(text) : []),
];

/** So long may what stands before the host of an address be. */
const LONGEST_AUTHORITY = 512;

/** Passwords of addresses, and tokens that stand in the user's place: `https://TOKEN@host`. */
const passwordPlaces = (text: string): Place[] => {
  const found: Place[] = [];
  for (let at = text.indexOf('://'); at !== -1; at = text.indexOf('://', at + 3)) {
    const from = at + 3;
    const [rest = ''] = /^[^\s"'`<>]*/.exec(text.slice(from, from + LONGEST_AUTHORITY)) ?? [];
    const end = userEnd(rest);
    if (end <= 0) continue;
    const colon = rest.slice(0, end).indexOf(':');
    const isHttp = /https?$/i.test(text.slice(Math.max(at - 5, 0), at));
    const secret = colon === -1 ? rest.slice(0, end) : rest.slice(colon + 1, end);
    if (PLACEHOLDER.test(secret) || (colon === -1 && !(isHttp && isToken(secret)))) continue;
    found.push([from + end - secret.length, from + end]);
  }
  return found;
};

/** Nobody is called so. */
export const isToken = (user: string): boolean =>
  looksRandom(user) || tokenPlaces(user).length > 0 || user.length >= 20;

/** What stands for a password in examples, and what we have hidden before. */
const PLACEHOLDER = /^(?:\$\{[^}]*\}|\$\w+|\{[^}]*\}|%\w+%|[*x.]+|)$/;

const AUTHORIZES = ['uthorization', 'UTHORIZATION', 'earer ', '-key', '-Key', '-token', '-Token', 'curl '];

/** What follows the name of a header, or stands with a user at a command that asks for it. */
const HEADERS: readonly RegExp[] = [
  /\bauthorization["']?[ \t]{0,4}[:=][ \t]{0,4}["']?(?:basic|bearer|token|apikey|negotiate)[ \t]{1,4}([^\s"',;]{6,})/gi,
  /\bbearer[ \t]{1,4}([\w+/=.~-]{16,})/gi,
  /\s(?:-u|--user|--proxy-user)[ =]["']?[^\s:"']+:([^\s"']{4,})/g,
];

/** Without a word for its kind: what has a digit in it is no sentence about one. */
const BARE_HEADER =
  /\b(?:authorization|api-key|auth-token|(?:private|vault|job|deploy)-token)["']?[ \t]?[:=][ \t]?["']?([^\s"',;]+)/gi;
const SHORTEST_BARE = 12;

const looksBare = (secret: string): boolean => secret.length >= SHORTEST_BARE && /\d/.test(secret);

const headerPlaces = (text: string): Place[] =>
  [...HEADERS, BARE_HEADER].flatMap(header =>
    [...text.matchAll(header)].flatMap(({index, 0: all, 1: secret = ''}): Place[] => {
      const to = index + all.length;
      return header === BARE_HEADER && !looksBare(secret) ? [] : [[to - secret.length, to]];
    }),
  );

const PRIVATE_KEY = 'PRIVATE KEY';
const BEGIN = /-----BEGIN [A-Z\d ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g;

/** What stands between the first and the last line of a key; up to what is no key where the last is missing. */
const keyPlaces = (text: string): Place[] => {
  const lastEnd = text.lastIndexOf('-----END');
  return [...text.matchAll(BEGIN)].map(({index, 0: begin}): Place => {
    const from = index + begin.length;
    if (from <= lastEnd) return [from, text.indexOf('-----END', from)];
    KEY.lastIndex = from;
    return [from, from + (KEY.exec(text)?.[0].length ?? 0)];
  });
};

const KEY = /(?:[A-Za-z\d+/=\s]|\\[nr])*/y;
