import {ask, type Inside} from '../inside.ts';
import {script} from './connecting.ts';
import {ASKED} from './roles.ts';

/** A name between backticks: the shell has a meaning of its own for them. */
const ticked = (column: string): string =>
  `CHAR(96), REPLACE(${column}, CHAR(96), CONCAT(CHAR(96), CHAR(96))), CHAR(96)`;

const CHECKED = `set -eu
${ASKED}
questions=$(asked --execute="SELECT CONCAT('CHECK TABLE ', ${ticked('table_schema')}, '.', ${ticked('table_name')}, ';')
  FROM information_schema.views WHERE table_schema NOT IN ('mysql', 'sys', 'information_schema', 'performance_schema')")
[ -z "$questions" ] || printf '%s\\n' "$questions" | asked`;

/** Views that nobody can read, with what the server says of each: who defined it is not there, or lacks rights. */
export const unreadableViews = async (inside: Inside): Promise<string[]> => {
  const lines = (await ask(inside, script(CHECKED))).split('\n').map(line => line.split('\t'));
  const first = new Map<string, string>();
  for (const [view = '', , type, said = ''] of lines)
    if (type === 'Error' && !first.has(view)) first.set(view, said);
  return [...first].map(([view, said]) => `the view ${view} cannot be read: ${said}`);
};
