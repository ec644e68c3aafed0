import {inGeneral} from './saying.ts';
import {NOTHING, type Runner} from './runner.ts';

export const mocha: Runner = {
  name: 'mocha',

  listen: () => {
    let passed = 0;
    let title: string[] | undefined;
    return line => {
      const [, number, what] = /^ {2}(\d{1,7}) (passing|failing)\b/.exec(line) ?? [];
      if (what === 'passing') {
        passed = Number(number);
        return {ends: true, total: {failed: 0, total: passed}};
      }
      if (what === 'failing') {
        const failed = Number(number);
        return {total: {failed, total: passed + failed, amends: true}};
      }
      // Its suites stand above it, each further in.
      const begun = /^ {2}\d{1,7}\) (.+)$/.exec(line)?.[1];
      if (begun !== undefined) title = [begun];
      else if (title && /^ {7}/.test(line)) title.push(line.trim());
      else title = undefined;
      if (!title?.at(-1)?.endsWith(':')) return begun === undefined ? NOTHING : {ends: true};
      const failed = title.join(' › ').slice(0, -1);
      title = undefined;
      return {failed};
    };
  },

  read: inGeneral,
};
