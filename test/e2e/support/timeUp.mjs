/**
 * For `node --import`: a limit of COUNTABLE_TIME_UP_MS that is over a moment after the file COUNTABLE_TIME_UP_FILE is there:
 * by what has happened, and not by how fast a machine gets that far.
 */
import {existsSync} from 'node:fs';
import process from 'node:process';
import {clearInterval, setInterval} from 'node:timers';

/** What was printed before is read by then. */
const MOMENT_MS = 1_000;
const {COUNTABLE_TIME_UP_MS: limit, COUNTABLE_TIME_UP_FILE: file = ''} = process.env;
const real = globalThis.setTimeout;

const onceThere = (work, ...words) => {
  const looking = setInterval(() => {
    if (!existsSync(file)) return;
    clearInterval(looking);
    real(work, MOMENT_MS, ...words);
  }, 100);
  return looking;
};

globalThis.setTimeout = Object.assign(
  (work, ms, ...words) => (ms === Number(limit) ? onceThere(work, ...words) : real(work, ms, ...words)),
  real,
);
