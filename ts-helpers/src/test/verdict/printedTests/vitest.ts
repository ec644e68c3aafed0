import {inGeneral} from './saying.ts';
import {countsOf, NOTHING, type Runner, sum} from './runner.ts';

export const vitest: Runner = {
  name: 'vitest',

  listen: () => line => {
    const name = /^ FAIL {2}(\S.+)$/.exec(line)?.[1];
    if (name !== undefined) return name.includes(' > ') ? {failed: name} : {ends: true};
    if (line.startsWith('⎯⎯⎯')) return {ends: true};
    const [, told, all] = /^ {0,10}Tests {1,4}(\d[^(]+)\((\d+)\)$/.exec(line) ?? [];
    if (told === undefined) return NOTHING;
    const counts = countsOf(told);
    const skipped = sum(counts, 'skipped', 'todo');
    return {ends: true, total: {failed: sum(counts, 'failed'), total: Number(all), skipped}};
  },

  read: inGeneral,
};
