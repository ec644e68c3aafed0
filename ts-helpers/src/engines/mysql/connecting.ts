/**
 * Who it is, and where, stands in the environment (container.ts); the password there is one that all of these tools know.
 * Newer images of MariaDB have only the newer names, MySQL's only the older ones.
 */
const CONNECTED = `connected() {
  tool=$1; shift
  command -v "$tool" >/dev/null || case $tool in
    mariadb) tool=mysql;; mariadb-dump) tool=mysqldump;; mariadb-admin) tool=mysqladmin;;
  esac
  case $tool in mariadb|mysql) set -- \${COUNTABLE_FIRST:+"--init-command=$COUNTABLE_FIRST"} "$@";; esac
  "$tool" --user="$COUNTABLE_USER" \${COUNTABLE_HOST:+"--host=$COUNTABLE_HOST"} \${COUNTABLE_PORT:+"--port=$COUNTABLE_PORT"} "$@"
}`;

/** A tool of a server, with what it is given. */
export const connected = (tool: string, args: readonly string[]): string[] => [
  ...script('connected "$@"'),
  tool,
  ...args,
];

/** Lines of shell in which `connected` is a tool. */
export const script = (text: string): string[] => ['sh', '-c', `${CONNECTED}\n${text}`, 'sh'];
