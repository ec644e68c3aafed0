import {createLineReader} from './lines.ts';
import type {NameReader} from './postgresNames.ts';

const DEFINER = 'DEFINER=`';
const INSERT = Buffer.from('INSERT INTO');

/** Users, `name@host`, whose rights views, routines and triggers go by: without them nobody can dump those again. */
export const createMysqlNames = (known: Iterable<string>): NameReader => {
  const there = new Set(known);
  let found: string[] = [];
  const read = createLineReader(line => {
    if (line.subarray(0, INSERT.length).equals(INSERT)) return;
    const text = line.toString('utf8');
    for (let at = text.indexOf(DEFINER); at !== -1; at = text.indexOf(DEFINER, at + 1)) {
      const [, user, host] = /^`([^`]*)`@`([^`]*)`/.exec(text.slice(at + DEFINER.length - 1)) ?? [];
      const name = `${user}@${host}`;
      if (user === undefined || there.has(name)) continue;
      there.add(name);
      found.push(name);
    }
  });
  return {
    hear(chunk) {
      found = [];
      read(chunk);
      return found;
    },
  };
};
