import {posix} from 'node:path';
import {ask} from '../inside.ts';
import type {WholeLook} from '../../compose/wholeLook.ts';
import type {Whole} from '../whole.ts';
import {connected, script} from './connecting.ts';
import {ASKED, OF_THE_IMAGE} from './roles.ts';

const FORGET = `set -eu
${ASKED}
asked --execute="SELECT CONCAT('DROP USER ', QUOTE(user), '@', QUOTE(host), ';') FROM mysql.user
  WHERE user NOT IN ('mariadb.sys', 'mysql.sys', 'mysql.session', 'mysql.infoschema', 'PUBLIC') AND NOT ${OF_THE_IMAGE}" | asked`;

/** All that there is has to lie in one folder, and nobody may go by its history. */
export const wholeMysql: Whole = {
  async look(inside) {
    return lookIn(await ask(inside, script(LOOK)));
  },

  // Without it, it is the one of the image.
  isReady: port => [...(port === undefined ? [] : ['env', `COUNTABLE_PORT=${port}`]), ...READY],

  forget: [script(FORGET)],

  variables: {COUNTABLE_FIRST: 'SET SESSION sql_log_bin = 0'},

  settings: ['mysqld-auto.cnf'],
};

/** While its image prepares it, it listens at no port. One that refuses a user answers. */
export const READY = connected('mariadb-admin', [
  '--protocol=tcp',
  '--host=127.0.0.1',
  '--connect-timeout=5',
  'ping',
]);

/** Where it may be told to keep a part of it. */
const PLACES = [
  'innodb_data_home_dir',
  'innodb_log_group_home_dir',
  'innodb_undo_directory',
  'innodb_directories',
  'aria_log_dir_path',
];
const WRITTEN = ['log_error', 'slow_query_log_file', 'general_log_file', 'log_bin_basename', 'tmpdir'];
const OTHERS = ['datadir', 'port', 'skip_networking', 'wsrep_on', 'group_replication_group_name'];

/** Who follows another server keeps logs of that beside its data; who may not ask sees them, where not the folder is another's. */
const SEEN_BY_FILES = `if [ "$follows" = untold ] && files=$(ls "$folder" 2>/dev/null); then
  if printf '%s\\n' "$files" | grep -q -E '^master.*[.]info$|relay-(bin|log)'; then follows=yes; else follows=; fi
fi`;

const LOOK = `set -eu
${ASKED}
variables=$(asked --execute="SHOW GLOBAL VARIABLES WHERE variable_name IN (${[
  ...PLACES,
  ...WRITTEN,
  ...OTHERS,
]
  .map(name => `'${name}'`)
  .join(', ')})")
printf '%s\\n' "$variables"
asked --execute="SELECT 'followed', COUNT(*) FROM information_schema.processlist WHERE command LIKE 'Binlog Dump%'"
follows=$(asked --execute='SHOW ALL SLAVES STATUS' 2>/dev/null || asked --execute='SHOW REPLICA STATUS' 2>/dev/null || asked --execute='SHOW SLAVE STATUS' 2>/dev/null) || follows=untold
folder=$(printf '%s\\n' "$variables" | sed -n 's/^datadir	//p')
${SEEN_BY_FILES}
case $follows in '') ;; untold) printf 'follows\\tuntold\\n';; *) printf 'follows\\tyes\\n';; esac
for file in "$folder"/* "$folder"/*/* ; do
  case $file in *.isl) printf 'linked\\t%s\\n' "$file";; esac
  [ ! -L "$file" ] || printf 'linked\\t%s\\n' "$file"
done`;

const lookIn = (text: string): WholeLook => {
  const rows = text.split('\n').map(line => line.split('\t') as [string, string?]);
  const of = (wanted: string): string => rows.find(([name]) => name === wanted)?.[1] ?? '';
  const folder = posix.resolve(of('datadir'));
  const placesOf = (names: readonly string[]): string[] =>
    names
      .flatMap(name => of(name).split(name === 'innodb_directories' ? ';' : '\0'))
      .filter(value => value !== '' && value !== 'NULL')
      .map(value => posix.resolve(folder, value));
  const isOutside = (place: string): boolean => place !== folder && !place.startsWith(`${folder}/`);
  const port = Number(of('port'));
  return {
    folder,
    elsewhere: [
      ...placesOf(PLACES).filter(isOutside),
      ...rows.flatMap(([name, value = '']) => (name === 'linked' ? [posix.resolve(value)] : [])),
    ],
    writes: placesOf(WRITTEN).filter(isOutside),
    tie: tieOf(of),
    port: port > 0 ? port : undefined,
  };
};

const tieOf = (of: (name: string) => string): string | undefined => {
  if (of('follows') === 'untold') return 'its user may not see whether it follows another server';
  if (of('follows') !== '') return 'it follows another server';
  if (Number(of('followed')) > 0) return 'other servers follow it';
  if (of('wsrep_on') === 'ON' || of('group_replication_group_name') !== '') return 'it is one of a cluster';
  return of('skip_networking') === 'ON'
    ? 'it listens at no port, so that nobody can tell when it is ready'
    : undefined;
};
