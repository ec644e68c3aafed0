import {inGeneral} from './saying.ts';
import {countsOf, NOTHING, type Runner, sum} from './runner.ts';

export const phpunit: Runner = {
  name: 'PHPUnit',

  listen: () => {
    let isOfFailures = false;
    return line => {
      const section = /^There (?:was|were) \d{1,7} (\D+):$/.exec(line)?.[1];
      if (section !== undefined) isOfFailures = /^(?:error|failure)s?$/.test(section);
      const name = /^\d{1,7}\) (\w.*)$/.exec(line)?.[1];
      if (name !== undefined && isOfFailures) return {failed: name};
      if (section !== undefined || name !== undefined || line === '--' || /^(?:FAILURES|ERRORS)!$/.test(line))
        return {ends: true};
      const fine = /^OK \((\d{1,7}) tests?, /.exec(line)?.[1];
      if (fine !== undefined) return {ends: true, total: {failed: 0, total: Number(fine)}};
      if (!/^Tests: \d{1,7}, Assertions: \d/.test(line)) return NOTHING;
      const counts = countsOf(line.replace(/\.$/, ''));
      const failed = sum(counts, 'errors', 'failures');
      return {ends: true, total: {failed, total: sum(counts, 'tests'), skipped: sum(counts, 'skipped')}};
    };
  },

  read: inGeneral,
};
