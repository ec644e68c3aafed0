import {randomInt} from 'node:crypto';

/** Numbers from 0 to 1 that are the same again for the seed: COUNTABLE_SEED (mulberry32). */
export const seeded = (): {seed: number; random(): number} => {
  const seed = Number(process.env['COUNTABLE_SEED'] ?? randomInt(2 ** 31));
  let state = seed;
  return {
    seed,
    random() {
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    },
  };
};
