/** Begins the line of an answer: shells have words of their own. */
export const MARK = 'countable: ';

/** What the line says that begins so. */
export const answerIn = <T>(text: string): T => {
  const line = text.split('\n').find(one => one.startsWith(MARK));
  if (line === undefined) throw new Error(`MongoDB's shell answers ${JSON.stringify(text.slice(0, 200))}`);
  return JSON.parse(line.slice(MARK.length)) as T;
};

/** Where a tool that is given something else on its stdin finds that. */
export const STDIN = '/dev/fd/3';

/**
 * Who it is, and where, stands in the environment (container.ts). All versions of the tools ask for a password that they
 * need, and read it from their stdin.
 */
const CONNECTED = `optional=$1; tool=$2; shift 2
known=$([ -z "$optional" ] || "$tool" --help 2>&1)
for flag in $optional; do case $known in *"$flag"*) set -- "$flag" "$@";; esac; done
if [ -n "\${COUNTABLE_URI:-}" ]; then set -- "--uri=$COUNTABLE_URI" "$@"
else
  set -- "--port=$COUNTABLE_PORT" "$@"
  [ -z "$COUNTABLE_USER" ] || set -- "--username=$COUNTABLE_USER" --authenticationDatabase=admin "$@"
fi
exec 3<&0
if [ -n "$COUNTABLE_PASSWORD" ]; then printf '%s\\n' "$COUNTABLE_PASSWORD" | "$tool" "$@"; else exec "$tool" "$@" </dev/null; fi`;

/** A tool of a server, with what it is given; `optional` flags where it knows them. */
export const connected = (
  tool: string,
  args: readonly string[],
  optional: readonly string[] = [],
): string[] => ['sh', '-c', CONNECTED, 'sh', optional.join(' '), tool, ...args];

/** JavaScript of old as of new shells, in one line: `connection`, and of it `admin`. */
const CONNECT = [
  'var uri = (given.COUNTABLE_URI || "mongodb://127.0.0.1:" + given.COUNTABLE_PORT + "/").replace(/\\/\\/[^@\\/]*@/, "//")',
  'var connection = new Mongo(uri)',
  'var admin = connection.getDB("admin")',
  'var source = (/[?&]authSource=([^&]*)/.exec(uri) || [null, "admin"])[1]',
  'if (given.COUNTABLE_USER && !connection.getDB(source).auth(given.COUNTABLE_USER, given.COUNTABLE_PASSWORD)) throw new Error("MongoDB does not know the user or the password")',
  '',
].join('; ');

/** The older one knows no environment: what it is told of it comes on its stdin, as no other process sees that. */
const SHELL = `if command -v mongosh >/dev/null; then
  exec mongosh --quiet --norc --nodb --eval "var given = process.env; $1"
fi
text() { printf '%s' "$1" | sed -e 's/\\\\/\\\\\\\\/g' -e 's/"/\\\\"/g'; }
printf 'var given = {COUNTABLE_URI: "%s", COUNTABLE_PORT: "%s", COUNTABLE_USER: "%s", COUNTABLE_PASSWORD: "%s"}; try { %s } catch (error) { print(error); quit(1); }\\n' \\
  "$(text "\${COUNTABLE_URI:-}")" "\${COUNTABLE_PORT:-}" "$(text "$COUNTABLE_USER")" "$(text "$COUNTABLE_PASSWORD")" "$1" | mongo --quiet --norc --nodb`;

/** Runs a line of JavaScript in the shell of the image, connected. */
export const inShell = (line: string): string[] => ['sh', '-c', SHELL, 'sh', `${CONNECT}${line}`];
