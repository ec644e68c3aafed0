import {countsOf, NOTHING, type Runner, sum} from './runner.ts';
import {paragraph} from './saying.ts';

/** On a terminal; elsewhere it speaks TAP. */
export const bats: Runner = {
  name: 'bats',

  listen: () => line => {
    const name = /^ ✗ (\S.*)$/u.exec(line)?.[1];
    if (name !== undefined) return {failed: name};
    if (/^ [✓-] /u.test(line)) return {ends: true};
    if (!/^\d{1,7} tests?, \d{1,7} failures?(?:,|$)/.test(line)) return NOTHING;
    const counts = countsOf(line);
    return {
      ends: true,
      total: {failed: sum(counts, 'failure', 'failures'), total: sum(counts, 'test', 'tests')},
    };
  },

  read: lines => ({message: paragraph(lines), lines}),
};
