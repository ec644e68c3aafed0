const BLOCK = 512;

/** By the checksum that every kind of tar has in its first header, or as one that holds nothing. */
export const isTar = (head: Buffer): boolean => {
  const header = head.subarray(0, BLOCK);
  if (header.length < BLOCK) return false;
  if (header.every(byte => byte === 0)) return head.length >= 2 * BLOCK && head.every(byte => byte === 0);
  return checksumOf(header) === numberIn(header.subarray(CHECKSUM.from, CHECKSUM.to));
};

const CHECKSUM = {from: 148, to: 156};

/** Its own place counts as spaces. */
const checksumOf = (header: Buffer): number =>
  header.reduce((sum, byte, at) => sum + (at >= CHECKSUM.from && at < CHECKSUM.to ? 32 : byte), 0);

const numberIn = (field: Buffer): number => {
  // GNU's own, for what is larger than octal digits can say.
  if (((field[0] ?? 0) & 0x80) !== 0) return field.subarray(-6).readUIntBE(0, 6);
  const digits = textIn(field).trim();
  return /^[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number.NaN;
};

const textIn = (field: Buffer): string => {
  const end = field.indexOf(0);
  return field.subarray(0, end === -1 ? undefined : end).toString('utf8');
};

/** Names of the files that a tar begins with, as far as `head` goes. */
export const firstFilesIn = (head: Buffer): string[] => {
  const names: string[] = [];
  let longName: string | undefined;
  for (let at = 0; at + BLOCK <= head.length;) {
    const header = head.subarray(at, at + BLOCK);
    const size = numberIn(header.subarray(124, 136));
    if (!isTar(header) || Number.isNaN(size)) break;
    const data = head.subarray(at + BLOCK, at + BLOCK + size);
    const type = String.fromCharCode(header[156] ?? 0);
    if (type === 'L') longName = textIn(data);
    else if (type === 'x') longName = pathIn(data) ?? longName;
    else {
      if (FILES.includes(type)) names.push(longName ?? nameIn(header));
      longName = undefined;
    }
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return names;
};

const FILES = ['0', '\0', '7'];

const nameIn = (header: Buffer): string => {
  const isUstar = header.subarray(257, 262).toString('latin1') === 'ustar';
  // GNU's has times where others have what precedes the name.
  const isPosix = isUstar && header[262] === 0;
  const before = isPosix ? textIn(header.subarray(345, 500)) : '';
  return `${before === '' ? '' : `${before}/`}${textIn(header.subarray(0, 100))}`;
};

/** Of a header of pax, `24 path=a/long/name\n`. */
const pathIn = (records: Buffer): string | undefined =>
  /^\d+ path=(.*)$/m.exec(records.toString('utf8'))?.[1];

/** Of which tool these files are the dump; undefined where a tar holds other things, dumps among them. */
export const folderOf = (files: readonly string[]): 'mongo' | 'postgres' | undefined => {
  const names = files.map(file => file.slice(file.lastIndexOf('/') + 1));
  if (names.some(name => MONGO.test(name))) return 'mongo';
  return names.some(name => POSTGRES.test(name)) ? 'postgres' : undefined;
};

const MONGO = /\.(?:bson|metadata\.json)(?:\.gz)?$/;
/** https://www.postgresql.org/docs/current/app-pgdump.html: of the formats `directory` and `tar`. */
const POSTGRES = /^(?:toc\.dat|\d{4,}\.dat(?:\.(?:gz|lz4|zst))?)$/;
