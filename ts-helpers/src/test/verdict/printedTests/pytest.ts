import {inGeneral} from './saying.ts';
import {countsOf, NOTHING, type Runner, sum} from './runner.ts';

export const pytest: Runner = {
  name: 'pytest',

  listen: () => {
    const told = new Map<string, string[]>();
    let block: string[] | undefined;
    return line => {
      const total = totalIn(line);
      if (total !== undefined) return {ends: true, total};
      const {name, says} = failedIn(line);
      if (name !== undefined) {
        block = undefined;
        const lines = told.get(name.split('::').slice(1).join('.')) ?? [];
        return {failed: name, lines, ends: true, ...(says !== undefined && {says})};
      }
      const title = titleOf(line);
      if (title !== undefined) told.set(title, (block = []));
      else if (line.startsWith('=====')) block = undefined;
      else if (block) keep(block, line);
      return NOTHING;
    };
  },

  read: inGeneral,
};

/** `FAILED test_price.py::test_net - assert 9 == 10` */
const failedIn = (line: string): {name?: string; says?: string} => {
  const rest = /^(?:FAILED|ERROR) (\S+\.py\b.*)/.exec(line)?.[1];
  if (rest === undefined) return {};
  const end = rest.indexOf(' - ');
  return end === -1 ? {name: rest} : {name: rest.slice(0, end), says: rest.slice(end + 3)};
};

const MOST_LINES = 60;
const keep = (block: string[], line: string): void => {
  block.push(line);
  if (block.length > MOST_LINES) block.shift();
};

/** `____ TestCart.test_total ____` and `__ ERROR at setup of test_stock __` */
const titleOf = (line: string): string | undefined => {
  if (!line.startsWith('__') || !line.endsWith('__')) return undefined;
  return line
    .slice(line.indexOf(' ') + 1, line.lastIndexOf(' '))
    .replace(/^ERROR (?:at \w+ of|collecting) /, '');
};

/** `== 2 failed, 1 passed, 1 error in 0.04s ==`, also without its frame. */
const totalIn = (line: string) => {
  const bare = line.startsWith('=') ? line.split(' ').slice(1).join(' ') : line;
  if (!/^\d{1,7} (?:failed|passed|errors?|skipped|deselected|xfailed|xpassed|warnings?)\b/.test(bare))
    return undefined;
  const end = bare.lastIndexOf(' in ');
  if (end === -1 || !/^ in \d{1,7}\.\d\ds/.test(bare.slice(end))) return undefined;
  const counts = countsOf(bare.slice(0, end));
  const failed = sum(counts, 'failed', 'error', 'errors');
  const skipped = sum(counts, 'skipped');
  return {failed, total: failed + skipped + sum(counts, 'passed', 'xfailed', 'xpassed'), skipped};
};
