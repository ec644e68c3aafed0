/** Of a document of BSON what an archive's own have: https://bsonspec.org/spec.html */
export type Fields = Readonly<Record<string, string | boolean | number | bigint>>;

const STRING = 2;
const BOOLEAN = 8;
const INT32 = 16;
const INT64 = 18;
/** No document is smaller: its length, and the byte that ends it. */
export const LEAST_DOCUMENT = 5;

/** The fields of a document that has no others; undefined where it is none, or has. */
export const fieldsIn = (bytes: Buffer): Fields | undefined => {
  const fields: Record<string, Fields[string]> = {};
  let at = 4;
  while (at < bytes.length - 1) {
    const type = bytes[at] as number;
    const nameEnd = bytes.indexOf(0, at + 1);
    if (nameEnd === -1) return undefined;
    const name = bytes.toString('utf8', at + 1, nameEnd);
    const read = valueAt(bytes, nameEnd + 1, type);
    if (read === undefined) return undefined;
    fields[name] = read.value;
    at = read.end;
  }
  return fields;
};

const valueAt = (
  bytes: Buffer,
  at: number,
  type: number,
): {value: Fields[string]; end: number} | undefined => {
  const rest = bytes.length - 1 - at;
  if (type === BOOLEAN && rest >= 1) return {value: bytes[at] === 1, end: at + 1};
  if (type === INT32 && rest >= 4) return {value: bytes.readInt32LE(at), end: at + 4};
  // Checksums are no numbers: all of their bits count.
  if (type === INT64 && rest >= 8) return {value: bytes.readBigUInt64LE(at), end: at + 8};
  if (type !== STRING || rest < 5) return undefined;
  const end = at + 4 + bytes.readInt32LE(at);
  return end <= at + 4 || end > bytes.length - 1
    ? undefined
    : {value: bytes.toString('utf8', at + 4, end - 1), end};
};
