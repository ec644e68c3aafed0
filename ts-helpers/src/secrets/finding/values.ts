import {isSecretName} from '../names.ts';
import {secretPlaces} from './places.ts';
import {looksRandom} from './random.ts';
import {lengthToDraw} from '../toBeDrawn.ts';

/**
 * What of a value is to be hidden: of one that is secret by its name all of it, unless it is an address whose secret is a
 * part; of any other what is secret by its looks. What stands alone elsewhere is a part of its own: the password of an
 * address as written and as its server reads it, the strings of JSON, the elements of a list, the lines of a key.
 */
export const secretsInValue = (name: string, value: string): string[] => {
  // It stands for a secret, is told in remedies, and is none.
  if (lengthToDraw(value.trim()) !== undefined) return [];
  const known = {isSecret: isSecretName(name), isNamed: NAMES_A_STATE.test(name), depth: 0};
  return [...new Set(partsOf(value.trim(), known))].filter(part => part.trim() !== '');
};

/** The same of a value that is known to be secret, whatever it is called. */
export const secretsInSecret = (value: string): string[] => secretsInValue('SECRET', value);

interface Known {
  isSecret: boolean;
  /** What it looks like says nothing: ids of commits look like keys. */
  isNamed: boolean;
  depth: number;
}

/** JSON in JSON, a list of addresses, an address in Base64: deeper is nobody's. */
const DEEPEST = 5;

const NAMES_A_STATE =
  /(?:^|_)(?:COMMIT|SHA\d*|REVISION|REV|VERSION|DIGEST|CHECKSUM|ETAG|BUILD|IMAGE|TAG|ID|UUID|GUID)S?$/i;

const partsOf = (value: string, known: Known): string[] => {
  if (value === '' || known.depth > DEEPEST) return [];
  const inner = {...known, depth: known.depth + 1};
  const json = jsonParts(value, inner);
  if (json !== undefined) return json;
  const within = [...placed(value), ...assigned(value, inner), ...inBase64(value, inner)];
  if (!known.isSecret) return [...within, ...(!known.isNamed && looksRandom(value) ? [value] : [])];
  if (isAddress(value)) return [...within, ...keyOf(value), ...segments(value)];
  if (isPath(value)) return within;
  return [value, ...lines(value), ...elements(value), ...paired(value), ...within];
};

const placed = (value: string): string[] =>
  secretPlaces(value).flatMap(([from, to]) => {
    const part = value.slice(from, to).trim();
    return [part, decoded(part), ...lines(part)];
  });

/** A bare % was never encoded. */
const decoded = (text: string): string =>
  text.replace(/(?:%[\da-f]{2})+/gi, codes => Buffer.from(codes.replaceAll('%', ''), 'hex').toString());

const jsonParts = (value: string, known: Known): string[] | undefined => {
  if (!/^[[{"]/.test(value)) return undefined;
  try {
    const data: unknown = JSON.parse(value);
    const strings = leaves(data, '', known.depth);
    const parts = strings.flatMap(([key, text]) => partsOf(text, {...known, isSecret: isSecretName(key)}));
    if (parts.length > 0 || !known.isSecret) return parts;
    return strings.flatMap(([, text]) => partsOf(text, known));
  } catch {
    // It only begins like JSON.
    return undefined;
  }
};

const leaves = (data: unknown, key: string, depth: number): [string, string][] => {
  if (typeof data === 'string' || typeof data === 'number') return [[key, String(data)]];
  if (typeof data !== 'object' || data === null || depth > 20) return [];
  return Object.entries(data).flatMap(([name, value]) =>
    leaves(value, Array.isArray(data) ? key : name, depth + 1),
  );
};

/** `password=…` in an address, in what libpq, ODBC and JDBC take, in a command; `password: …` in a file. */
const ASSIGNMENTS: readonly RegExp[] = [
  /(?<![\w.])(?<name>[A-Za-z_][\w.-]{0,64})\s{0,4}=\s{0,4}(?<value>"[^"\n]{0,4096}"|'[^'\n]{0,4096}'|[^\s"'&;,]{1,4096})/g,
  /--(?<name>[A-Za-z][\w-]{1,64})[ \t]{1,4}(?<value>"[^"\n]{0,4096}"|'[^'\n]{0,4096}'|[^\s"'-][^\s"']{0,4096})/g,
  /^[ \t-]{0,64}["']?(?<name>[A-Za-z_][\w.-]{0,64})["']?[ \t]{0,8}:[ \t]{1,8}(?<value>[^\n]{1,4096})$/gm,
  // jdbc:oracle:thin:scott/tiger@//db:1521/x, and shop:password@tcp(db:3306)/shop of Go
  /:thin:[^\s/]{1,100}\/(?<value>[^\s@]{1,200})@/g,
  /^[^\s:@/]{1,100}:(?<value>[^\s]{1,200})@(?:tcp|unix)?\(/g,
  // Lines and lists of htpasswd
  /(?<value>\$(?:apr1|2[abxy]|[1567y]|argon2\w{1,2})\$[^\s:,"']{8,200}|\{SSHA?\}[\w+/=]{8,100})/g,
];

const assigned = (value: string, known: Known): string[] =>
  ASSIGNMENTS.flatMap(pattern =>
    [...value.matchAll(pattern)].flatMap(({groups}) => {
      const {name, value: found = ''} = groups ?? {};
      if (found === value || (name !== undefined && !isSecretName(name))) return [];
      return partsOf(withoutQuotes(found), {...known, isSecret: true}).flatMap(part => [part, decoded(part)]);
    }),
  );

/** With the comma that may follow. */
const withoutQuotes = (text: string): string => {
  const inner = text.endsWith(',') ? text.slice(0, -1) : text;
  const isQuoted = inner.length > 1 && /^["']/.test(inner) && inner.at(-1) === inner[0];
  return isQuoted ? inner.slice(1, -1) : text;
};

/** `user:password` of a header or of Docker's configuration, and whole files, as they become one line. */
const inBase64 = (value: string, known: Known): string[] => {
  if (!/^[\w+/-]{8,}={0,2}$/.test(value)) return [];
  const text = Buffer.from(value, 'base64').toString();
  // eslint-disable-next-line no-control-regex
  if (/[\u0000-\u0008\u000E-\u001F\uFFFD]/.test(text)) return [];
  const pair = /^[^\s:]{1,100}:(\S{1,500})$/.exec(text)?.[1];
  if (pair !== undefined) return [value, pair];
  return /^\s*[{[]|PRIVATE KEY/.test(text)
    ? [value, ...partsOf(text.trim(), {...known, isSecret: true})]
    : [];
};

const isAddress = (value: string): boolean =>
  /^[a-z][a-z\d+.-]{1,30}:\/\/\S+$/i.test(value) || value.startsWith('jdbc:');

/** A DSN of Sentry has its key in the user's place. */
const keyOf = (address: string): string[] => {
  const key = /^https?:\/\/(?<key>[^\s:@/?#]{4,})@/i.exec(address)?.groups?.['key'];
  return key === undefined ? [] : [key];
};

/** Who knows the address of a hook may use it. */
const segments = (address: string): string[] =>
  address
    .split(/[/?&=#]/)
    .filter(segment => looksRandom(segment) || /^[\da-f]{8}-[\da-f-]{27}$/i.test(segment));

const isPath = (value: string): boolean =>
  /^(?:\.{1,2}|~|\/(?:run|etc|var|usr|home|opt|srv|tmp|app|data|secrets|mnt|root|config|certs?|keys|ssl))\/[\w./@ -]*$/.test(
    value,
  );

/** What begins and ends a key is known to all. */
const BORDER = /^-----(?:BEGIN|END) /;
const SHORTEST_PART = 6;

/** `user:password`, and `neo4j/password`. */
const paired = (value: string): string[] => {
  const password = /^(?:[^\s:/]{1,64}:|[a-z\d]{1,20}\/)(\S{4,})$/.exec(value)?.[1];
  return password === undefined ? [] : [password];
};

const lines = (value: string): string[] => {
  const all = value.split(/\r?\n|\\r?\\n|\\n/).map(line => line.trim());
  if (all.length < 2) return [];
  const own = all.filter(line => line.length >= SHORTEST_PART && !BORDER.test(line));
  return [...own, own.join('')];
};

const elements = (value: string): string[] => {
  const all = value.split(/[,;]/).map(element => element.trim());
  return all.length > 1 && all.every(element => element.length >= SHORTEST_PART) ? all : [];
};
