import {inGeneral} from './saying.ts';
import {countsOf, NOTHING, type Runner, sum} from './runner.ts';

export const jest: Runner = {
  name: 'jest',

  listen: () => line => {
    const name = /^ {2}● (.+)$/u.exec(line)?.[1];
    if (name !== undefined) return OTHERS.has(name) ? {ends: true} : {failed: name};
    if (/^(?:FAIL|PASS) |^Test Suites: |^Summary of all failing tests$/.test(line)) return {ends: true};
    if (!/^Tests: {1,20}\d[^:]* total$/.test(line)) return NOTHING;
    const counts = countsOf(line.slice('Tests:'.length));
    return {
      total: {
        failed: sum(counts, 'failed'),
        total: sum(counts, 'total'),
        skipped: sum(counts, 'skipped', 'todo'),
      },
    };
  },

  read: inGeneral,
};

/** What has the same bullet, and is no test. */
const OTHERS = new Set(['Console', 'Test suite failed to run']);
