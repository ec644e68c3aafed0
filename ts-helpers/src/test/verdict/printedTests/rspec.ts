import {countsOf, NOTHING, type Runner, sum} from './runner.ts';
import {inGeneral, paragraph} from './saying.ts';

export const rspec: Runner = {
  name: 'RSpec',

  listen: () => {
    let isOfFailures = false;
    return line => {
      if (/^(?:Failures|Pending): ?|^Failed examples:$|^Finished in /.test(line)) {
        isOfFailures = line.startsWith('Failures:');
        return {ends: true};
      }
      const name = /^ {2}\d{1,7}\) (.+)$/.exec(line)?.[1];
      if (name !== undefined && isOfFailures) return {failed: name};
      if (!/^\d{1,7} examples?, \d{1,7} failures?(?:,|$)/.test(line)) return NOTHING;
      const counts = countsOf(line);
      const failed = sum(counts, 'failure', 'failures', 'error occurred outside of examples');
      return {total: {failed, total: sum(counts, 'example', 'examples')}};
    };
  },

  // What it shows of the source comes first, and what was wrong with it in the next paragraph.
  read: lines => {
    const at = lines.findIndex(line => line.trim().startsWith('Failure/Error: '));
    const gap = lines.findIndex((line, index) => index > at && line.trim() === '');
    const said =
      at === -1 || gap === -1 ? '' : paragraph(lines.slice(gap), line => line.trim().startsWith('# '));
    return said === '' ? inGeneral(lines) : {message: said, lines};
  },
};
