/** Archives as mongodump writes them, with collections that take turns. */
type Value = string | boolean | number | bigint;

export const document = (fields: Readonly<Record<string, Value>>): Buffer => {
  const body = Buffer.concat(Object.entries(fields).map(([name, value]) => element(name, value)));
  const length = Buffer.alloc(4);
  length.writeInt32LE(body.length + 5);
  return Buffer.concat([length, body, Buffer.from([0])]);
};

const element = (name: string, value: Value): Buffer => {
  const typed = (type: number, bytes: Buffer): Buffer =>
    Buffer.concat([Buffer.from([type]), Buffer.from(`${name}\0`), bytes]);
  if (typeof value === 'boolean') return typed(8, Buffer.from([value ? 1 : 0]));
  const number = Buffer.alloc(typeof value === 'bigint' ? 8 : 4);
  if (typeof value === 'bigint') {
    number.writeBigUInt64LE(value);
    return typed(18, number);
  }
  if (typeof value === 'number') {
    number.writeInt32LE(value);
    return typed(16, number);
  }
  number.writeInt32LE(Buffer.byteLength(value) + 1);
  return typed(2, Buffer.concat([number, Buffer.from(`${value}\0`)]));
};

const TERMINATOR = Buffer.from([255, 255, 255, 255]);

export interface Told {
  name: string;
  type?: string;
  metadata?: string;
}

export const archive = (told: readonly Told[], ...blocks: Buffer[]): Buffer =>
  Buffer.concat([
    Buffer.from([0x6d, 0xe2, 0x99, 0x81]),
    document({concurrent_collections: 4, version: '0.1', server_version: '7.0.1', tool_version: '100.9.4'}),
    ...told.map(({name, type = 'collection', metadata = '{"indexes":[]}'}) =>
      document({db: 'shop', collection: name, metadata, size: 0, type}),
    ),
    TERMINATOR,
    ...blocks,
  ]);

/** Some documents of a collection. */
export const block = (collection: string, ...documents: Buffer[]): Buffer =>
  Buffer.concat([document({db: 'shop', collection, EOF: false, CRC: 0n}), ...documents, TERMINATOR]);

/** The end of a collection. */
export const ending = (collection: string, ...documents: Buffer[]): Buffer =>
  Buffer.concat([
    document({db: 'shop', collection, EOF: true, CRC: crc64(Buffer.concat(documents))}),
    TERMINATOR,
  ]);

/** Slowly, a bit after the other. */
const crc64 = (bytes: Buffer): bigint => {
  let sum = 0xffff_ffff_ffff_ffffn;
  for (const byte of bytes) {
    sum ^= BigInt(byte);
    for (let bit = 0; bit < 8; bit++)
      sum = (sum & 1n) === 1n ? (sum >> 1n) ^ 0xc96c_5795_d787_0f42n : sum >> 1n;
  }
  return sum ^ 0xffff_ffff_ffff_ffffn;
};
