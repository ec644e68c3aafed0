/** Which patterns were proven linear before. A proof takes up to minutes on a slow machine, and counts for ever. */
import {createHash} from 'node:crypto';
import {appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import type {Pattern} from './patterns.ts';

/** Hashes of those that were proven when they were committed; `node script/proofs.ts` writes it. */
export const COMMITTED = 'test/ts/support/proven.txt';

/** What was proven here since, one at a time: a run that is stopped loses none. */
const OWN = 'build/proven.txt';

export interface Proofs {
  has(pattern: Pattern): boolean;
  add(pattern: Pattern): void;
}

const {version} = JSON.parse(readFileSync('node_modules/recheck/package.json', 'utf8')) as {version: string};

/** A proof is of one pattern by one version of the checker. */
export const hashOf = ({source, flags}: Pattern): string =>
  createHash('sha256').update(`${version} /${source}/${flags}`).digest('hex').slice(0, 32);

export const keptProofs = (own: string = OWN, committed: string = COMMITTED): Proofs => {
  const hashes = new Set([committed, own].flatMap(linesOf));
  return {
    has: pattern => hashes.has(hashOf(pattern)),
    add(pattern) {
      hashes.add(hashOf(pattern));
      mkdirSync(path.dirname(own), {recursive: true});
      // The line break comes first: a line that a killed run left half written spoils none after it.
      appendFileSync(own, `\n${hashOf(pattern)}\n`);
    },
  };
};

const linesOf = (file: string): string[] =>
  existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];

/** Those that are proven of the patterns that there are, and no others. */
export const commitProofs = (patterns: readonly Pattern[], proofs: Proofs): number => {
  const hashes = new Set(patterns.filter(pattern => proofs.has(pattern)).map(hashOf));
  writeFileSync(
    COMMITTED,
    [...hashes]
      .sort()
      .map(hash => `${hash}\n`)
      .join(''),
  );
  return hashes.size;
};
