import {ownIn} from '../own.ts';
import type {Rule, Seen} from '../rule.ts';

export const sqlSyntax: Rule = {
  name: 'sql-syntax',

  patterns: [
    /You have an error in your SQL syntax;/,
    /\bsyntax error at or near "(?<near>[^"]+)"/,
    /\bsyntax error at end of input\b/,
    /\bnear "(?<near>[^"]+)": syntax error/,
  ],
  isOfData: true,
  sentence: seen => {
    const near = nearOf(seen);
    const at = placeOf(seen);
    return `The database does not understand the SQL${at === undefined ? '' : ` in ${at}`}${near === '' ? '' : `, at: ${near}`}.`;
  },
  remedy: seen => {
    const near = nearOf(seen);
    return `Correct the SQL${near === '' ? '' : ` at or just before ${near}`} in ${placeOf(seen) ?? 'the statement that the log shows'}: a word that is misspelt, a quote that is not doubled, or a comma too many or too few.`;
  },
};

/** MariaDB puts what it shows in quotes, of which that may have its own: `near 's Beste')' at line 1`. */
const nearOf = ({groups: {near}, line = ''}: Seen): string => {
  if (near !== undefined) return near;
  const from = line.indexOf(" near '");
  const until = line.lastIndexOf("' at line ");
  return from === -1 || until < from ? '' : line.slice(from + 7, until);
};

/** What sets up an empty database names its files before it runs them, and their lines where they fail. */
const placeOf = (seen: Seen): string | undefined => {
  const {line = '', lines} = seen;
  const [, number] = /^ERROR \d+ \(\w+\) at line (\d+)/.exec(line) ?? [];
  const running = lines.slice(0, lines.lastIndexOf(line)).findLast(one => RUNNING.test(one));
  const [, script] = RUNNING.exec(running ?? '') ?? [];
  if (number !== undefined && script !== undefined) return `${script}:${number}`;
  const own = ownIn(seen);
  return own && `${own.path}:${own.line}`;
};

const RUNNING = /: running (\/docker-entrypoint-initdb\.d\/\S+)/;
