import type {Engine, ServerLook} from './engine.ts';
import {ask, type Inside} from './inside.ts';
import {BY_TRANSACTION, type Histories, historiesOf, VERSIONED} from './mysql/histories.ts';
import {createMysqlReader} from './mysql/reader.ts';
import {connected, script} from './mysql/connecting.ts';
import {partingDump} from './mysql/parting.ts';
import {BEGUN, ROLES, WITHOUT_OWN} from './mysql/roles.ts';
import {maskingInMysql} from './mysql/masking.ts';
import {unreadableViews} from './mysql/views.ts';
import {READY, wholeMysql} from './mysql/whole.ts';

const MOST_PACKET = 1024 ** 3;

/** Whatever an image's own files say. */
const OF_ALL = ['--default-character-set=utf8mb4', `--max-allowed-packet=${MOST_PACKET}`];

const CLIENT = connected('mariadb', ['--batch', '--skip-column-names', '--raw', ...OF_ALL]);

/** MySQL, MariaDB, and Percona's: the tools of the image by whichever of their names it has them. */
export const mysql: Engine = {
  kind: 'mysql',

  async look(inside) {
    const told = rowsIn(await ask(inside, [...CLIENT, `--execute=${LOOK}`]));
    const of = (what: string) => told.filter(row => row.what === what);
    const isSuperuser = (of('reads everything')[0]?.count ?? 0) > 0;
    const roles = isSuperuser ? rowsIn(await ask(inside, [...CLIENT, `--execute=${USERS}`])) : [];
    const databases = of('database').map(({name, count}) => ({name, bytes: count}));
    const {dumped: histories, lost} = await historiesIn(told, inside);
    const port = of('port')[0]?.count ?? 0;
    const folders = isSuperuser ? [] : await foldersIn(of('folder')[0]?.name ?? '', inside);
    return {
      version: of('version')[0]?.name ?? '',
      owner: of('owner')[0]?.name ?? '',
      ...(port > 0 && {port}),
      isSuperuser,
      databases,
      closed: folders.filter(folder => !databases.some(({name}) => name === folder)),
      roles: roles.map(({name}) => name),
      ...(histories.length > 0 && {histories}),
      ...(lost.length > 0 && {lost}),
    };
  },

  // Who may not read all that there is may not read users either.
  dumpRoles: look =>
    look.isSuperuser === false
      ? null
      : isMariadb(look)
        ? connected('mariadb-dump', ['--system=users', '--insert-ignore', '--skip-dump-date'])
        : script(ROLES),

  dump: (database, look) =>
    connected('mariadb-dump', [
      ...['--single-transaction', '--quick', '--routines', '--events', '--triggers', '--hex-blob'],
      ...['--no-tablespaces', '--skip-dump-date', ...OF_ALL],
      // Another server has its own history of replication.
      ...(isMariadb(look) ? [] : ['--set-gtid-purged=OFF']),
      ...(look.histories?.includes(database) ? ['--dump-history'] : []),
      ...['--databases', '--', database],
    ]),

  reader: createMysqlReader,

  // Its first user is always root; another one that it had is restored.
  emptyServer: (_owner, password) => ({MARIADB_ROOT_PASSWORD: password, MYSQL_ROOT_PASSWORD: password}),

  // Server and tools know it.
  listening: {usual: 3306, at: port => ({variables: {MYSQL_TCP_PORT: `${port}`}})},

  isReady: READY,

  hurry: [[...CLIENT, '--execute=SET GLOBAL innodb_flush_log_at_trx_commit = 0; SET GLOBAL sync_binlog = 0']],

  makeRoom: databases =>
    [
      // The rows of a dump are longer than those that were once written.
      `SET GLOBAL max_allowed_packet = ${MOST_PACKET}`,
      ...databases.map(name => `DROP DATABASE IF EXISTS ${quoted(name)}`),
    ].map(statement => [...CLIENT, `--execute=${statement}`]),

  restoreRoles: script(WITHOUT_OWN),

  // Views and triggers belong to users, and users may have rights on views.
  beginRoles: script(BEGUN),

  restore: () => connected('mariadb', ['--batch', ...OF_ALL]),

  parting: partingDump,

  unreadable: unreadableViews,

  query: database => [...CLIENT, `--database=${database}`],

  masking: maskingInMysql(database => [...CLIENT, `--database=${database}`]),

  beside: null,

  whole: wholeMysql,

  complaints: text => text.split('\n').filter(line => /^ERROR \d+|: (?:Error|Got error): /.test(line)),
};

/** Only who has such tables has the columns by which they are told apart. */
const historiesIn = async (told: readonly Row[], inside: Inside): Promise<Histories> => {
  const of = (rows: readonly Row[], what: string) =>
    rows.filter(row => row.what === what).map(({name}) => name);
  const versioned = of(told, 'versioned');
  if (versioned.length === 0) return {dumped: [], lost: []};
  const more = rowsIn(await ask(inside, [...CLIENT, `--execute=${BY_TRANSACTION}`]));
  const [version = ''] = of(told, 'version');
  return historiesOf({versioned, byTransaction: of(more, 'by transaction')}, version);
};

/** Databases are not shown to who may not read them; each has a folder, where the server runs here. */
const foldersIn = async (data: string, inside: Inside): Promise<string[]> => {
  const names = (await ask(inside, ['sh', '-c', FOLDERS, 'sh', data])).split('\n').filter(Boolean);
  return names.map(unescaped).filter(name => !OF_THE_SERVER.includes(name));
};

const FOLDERS = `[ -z "\${COUNTABLE_HOST:-}" ] && cd "$1" || exit 0
for folder in */; do
  ls "$folder" | grep -q -E '[.](ibd|frm|MYD|opt)$' && printf '%s\\n' "\${folder%/}"
done; true`;

const OF_THE_SERVER = ['information_schema', 'performance_schema', 'sys', 'mysql', 'ndbinfo'];

/** `odd@0020name`: https://dev.mysql.com/doc/refman/8.4/en/identifier-mapping.html */
const unescaped = (folder: string): string =>
  folder.replaceAll(/@([0-9a-f]{4})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

const isMariadb = ({version}: Pick<ServerLook, 'version'>): boolean => /mariadb/i.test(version);

const quoted = (name: string): string => `\`${name.replaceAll('`', '``')}\``;

interface Row {
  what: string;
  name: string;
  count: number;
}

/** Names may have anything in them, and come as hexadecimal digits. */
const rowsIn = (text: string): Row[] =>
  text
    .split('\n')
    .filter(line => line !== '')
    .map(line => {
      const [what = '', name = '', count = ''] = line.split('\t');
      return {what, name: Buffer.from(name, 'hex').toString('utf8'), count: Number(count)};
    });

const LOOK = `
SELECT 'version', HEX(VERSION()), 0;
SELECT 'folder', HEX(@@datadir), 0;
SELECT 'port', '', @@port;
SELECT 'owner', HEX(SUBSTRING_INDEX(CURRENT_USER(), '@', 1)), 0;
SELECT 'reads everything', '', COUNT(*) FROM information_schema.user_privileges
  WHERE privilege_type = 'SELECT' AND grantee = CONCAT('''', REPLACE(CURRENT_USER(), '@', '''@'''), '''');
SELECT 'database', HEX(s.schema_name), COALESCE(SUM(t.data_length + t.index_length), 0)
  FROM information_schema.schemata s LEFT JOIN information_schema.tables t ON t.table_schema = s.schema_name
  WHERE LOWER(s.schema_name) NOT IN (${OF_THE_SERVER.map(name => `'${name}'`).join(', ')})
  GROUP BY s.schema_name ORDER BY s.schema_name;
${VERSIONED}`;

const USERS = `SELECT 'user', HEX(CONCAT(user, '@', host)), 0 FROM mysql.user
  WHERE user NOT IN ('mariadb.sys', 'mysql.sys', 'mysql.session', 'mysql.infoschema') ORDER BY user, host`;
