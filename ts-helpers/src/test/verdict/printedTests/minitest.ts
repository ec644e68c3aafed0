import {countsOf, NOTHING, type Runner, sum} from './runner.ts';
import {inGeneral} from './saying.ts';

export const minitest: Runner = {
  name: 'minitest',

  listen: () => {
    let isNext = false;
    return line => {
      if (isNext) {
        isNext = false;
        const name = /^[\w:]+#.*:$/.test(line) ? line.slice(0, -1).split(' [', 1)[0] : undefined;
        if (name !== undefined) return {failed: name, lines: [line]};
      }
      isNext = /^(?: {2}\d{1,7}\) )?(?:Failure|Error):$/.test(line);
      if (isNext || /^ {2}\d{1,7}\) /.test(line)) return {ends: true};
      if (!/^\d{1,7} (?:runs|tests), \d{1,7} assertions, /.test(line)) return NOTHING;
      const counts = countsOf(line);
      return {
        ends: true,
        total: {failed: sum(counts, 'failures', 'errors'), total: sum(counts, 'runs', 'tests')},
      };
    };
  },

  // The line that names the test names its place, too.
  read: lines => ({message: inGeneral(lines.slice(1)).message, lines}),
};
