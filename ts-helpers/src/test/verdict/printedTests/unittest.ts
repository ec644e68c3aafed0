import {inGeneral} from './saying.ts';
import {countsOf, NOTHING, type Runner, sum} from './runner.ts';

/** Python's own, and Django's. */
export const unittest: Runner = {
  name: 'unittest',

  listen: () => {
    let total = 0;
    let isRead = false;
    return line => {
      const [, test, place = '', more = ''] = /^(?:FAIL|ERROR): ([\w.]+) \(([\w.]+)\)(.*)$/.exec(line) ?? [];
      if (test !== undefined)
        return {failed: `${place.split('.').at(-1) === test ? place : `${place}.${test}`}${more}`};
      if (/^={70}$/.test(line)) return {ends: true};
      const ran = /^Ran (\d{1,7}) tests? in /.exec(line)?.[1];
      if (ran !== undefined) {
        [total, isRead] = [Number(ran), true];
        return {ends: true};
      }
      const isOk = line === 'OK' || line.startsWith('OK (');
      if (!isRead || !(isOk || /^FAILED \([a-z]/.test(line))) return NOTHING;
      isRead = false;
      const counts = countsOf(line.replace(/^(?:OK|FAILED) ?/, ''));
      const failed = isOk ? 0 : sum(counts, 'failures', 'errors', 'unexpected successes');
      return {total: {failed, total, skipped: sum(counts, 'skipped')}};
    };
  },

  read: inGeneral,
};
