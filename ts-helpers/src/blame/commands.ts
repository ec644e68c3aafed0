import {looksLikeError} from '../text/errorLine.ts';

/**
 * How runners say what they start, which names no file as broken: npm's `> node src/server.js`, yarn's `$ node server.js`,
 * `+ python manage.py migrate` of `sh -x`, `Running python serve.py`, `[nodemon] starting …`.
 */
const COMMANDS = [
  /^\s*[>$+] [^\s\d[|]/,
  /^\s*\[nodemon\] /,
  /\b(?:[Rr]unning|RUNNING|[Ss]tarting|[Ee]xecuting|[Ll]aunching|[Bb]ooting|[Cc]ommand|CMD|[Ee]xec)\b:? ?[[`'"]{0,2}(?:node|npm|npx|yarn|pnpm|bun|deno|tsx?|ts-node|python[\d.]*|uvicorn|gunicorn|hypercorn|celery|flask|php|composer|ruby|bundle|rails|puma|sh|bash|java|go|worker)\b/,
];
/** Where it happened: `server.js:12`, and `line 12`. */
const PLACE = /\.\w+:\d|\bline \d/;

/** What a log says without the lines that only tell what is run. */
export const withoutCommands = (lines: readonly string[]): string[] => lines.filter(line => !isCommand(line));

const isCommand = (line: string): boolean =>
  COMMANDS.some(pattern => pattern.test(line)) && !looksLikeError(line) && !PLACE.test(line);
