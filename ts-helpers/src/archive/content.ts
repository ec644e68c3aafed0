import {sqlIn, type SqlContent} from './sqlContent.ts';
import {isTar} from './tarHead.ts';

/** What makes a stream smaller. */
export type Packing = 'bzip2' | 'gzip' | 'lrzip' | 'xz' | 'zstd';

/** What can be restored. */
export type DumpContent =
  | SqlContent
  | {is: 'pg_dump custom'}
  | {is: 'mongodump archive'}
  /** Of many files, in a tar: `mongodump` and `pg_dump --format=directory`, or `--format=tar`. */
  | {is: 'folder'; of: 'mongo' | 'postgres'};

/** What something is, by its first bytes and never by its name. */
export type Content =
  | Exclude<DumpContent, {is: 'folder'}>
  | {is: 'packed'; by: Packing}
  | {is: 'encrypted'}
  | {is: 'tar'}
  | {is: 'nothing'}
  | {is: 'something else'; words: string};

/** So much of a beginning tells what it is. */
export const LOOKED_AT = 64 * 1024;

const latin = (text: string): Buffer => Buffer.from(text, 'latin1');

const PACKED: readonly (readonly [Packing, Buffer])[] = [
  ['zstd', latin('\x28\xb5\x2f\xfd')],
  ['lrzip', latin('LRZI')],
  ['gzip', latin('\x1f\x8b')],
  ['bzip2', latin('BZh')],
  ['xz', latin('\xfd7zXZ\0')],
];

const ENCRYPTED = [latin('age-encryption.org/v1\n'), latin('-----BEGIN AGE ENCRYPTED FILE-----')];
const CUSTOM = latin('PGDMP');
const MONGO_ARCHIVE = latin('\x6d\xe2\x99\x81');
const ZIP = latin('PK\x03\x04');

/** `head`: the first LOOKED_AT bytes, or all where it is shorter. */
export const contentOf = (head: Buffer): Content => {
  if (head.length === 0) return {is: 'nothing'};
  const begins = (magic: Buffer): boolean => head.subarray(0, magic.length).equals(magic);
  const [by] = PACKED.find(([, magic]) => begins(magic)) ?? [];
  if (by !== undefined) return {is: 'packed', by};
  if (ENCRYPTED.some(begins)) return {is: 'encrypted'};
  if (begins(CUSTOM)) return {is: 'pg_dump custom'};
  if (begins(MONGO_ARCHIVE)) return {is: 'mongodump archive'};
  if (isTar(head)) return {is: 'tar'};
  if (begins(ZIP)) return {is: 'something else', words: 'a ZIP file'};
  return textIn(head);
};

const textIn = (head: Buffer): Content => {
  if (head.includes(0)) return {is: 'something else', words: 'data of no kind that is known'};
  const text = head.toString('utf8').replace(/^\uFEFF/, '');
  if (text.trim() === '') return {is: 'nothing'};
  if (/^\s*<(?:!doctype|html|\?xml)/i.test(text))
    return {is: 'something else', words: `a page of ${/^\s*<\?xml/i.test(text) ? 'XML' : 'HTML'}`};
  return sqlIn(text) ?? {is: 'something else', words: `the text ${JSON.stringify(firstLineOf(text))}`};
};

const LONGEST_LINE = 100;

const firstLineOf = (text: string): string =>
  (text.trim().split('\n', 1)[0] ?? '').slice(0, LONGEST_LINE).trim();

/** `lrzip, tar, plain SQL of PostgreSQL`. */
export const contentWords = (content: Content | DumpContent): string => {
  switch (content.is) {
    case 'packed':
      return content.by;
    case 'encrypted':
      return 'age';
    case 'sql':
      return `plain SQL of ${content.of === 'postgres' ? 'PostgreSQL' : 'MySQL or MariaDB'}`;
    case 'pg_dump custom':
      return 'the custom format of pg_dump';
    case 'mongodump archive':
      return 'an archive of mongodump';
    case 'folder':
      return `a folder of ${content.of === 'mongo' ? 'mongodump' : 'pg_dump'}`;
    case 'something else':
      return content.words;
    default:
      return content.is;
  }
};

/** Servers that a dump can be restored into. */
export const engineKindOf = (content: DumpContent): 'mongo' | 'mysql' | 'postgres' => {
  if (content.is === 'sql' || content.is === 'folder') return content.of;
  return content.is === 'pg_dump custom' ? 'postgres' : 'mongo';
};
