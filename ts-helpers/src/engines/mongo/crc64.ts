/** CRC-64 as ECMA-182 has it, reflected: what archives of mongodump are checked by. In halves, as JavaScript counts to 2 to the 53. */
export interface Crc64 {
  add(bytes: Buffer): void;
  read(): bigint;
}

const HIGH_OF_POLYNOMIAL = 0xc96c5795;
const LOW_OF_POLYNOMIAL = 0xd7870f42;

const tables = (): {high: Uint32Array; low: Uint32Array} => {
  const all = {high: new Uint32Array(256), low: new Uint32Array(256)};
  for (let index = 0; index < 256; index++) {
    let high = 0;
    let low = index;
    for (let bit = 0; bit < 8; bit++) {
      const isOdd = (low & 1) === 1;
      low = ((low >>> 1) | (high << 31)) >>> 0;
      high >>>= 1;
      if (!isOdd) continue;
      low = (low ^ LOW_OF_POLYNOMIAL) >>> 0;
      high = (high ^ HIGH_OF_POLYNOMIAL) >>> 0;
    }
    all.high[index] = high;
    all.low[index] = low;
  }
  return all;
};

const TABLES = tables();

export const createCrc64 = (): Crc64 => {
  let high = ~0;
  let low = ~0;
  return {
    add(bytes) {
      const {high: highs, low: lows} = TABLES;
      let [h, l] = [high, low];
      for (let at = 0; at < bytes.length; at++) {
        const index = (l ^ (bytes[at] as number)) & 0xff;
        l = ((l >>> 8) | (h << 24)) ^ (lows[index] as number);
        h = (h >>> 8) ^ (highs[index] as number);
      }
      [high, low] = [h, l];
    },
    read: () => (BigInt(~high >>> 0) << 32n) | BigInt(~low >>> 0),
  };
};
