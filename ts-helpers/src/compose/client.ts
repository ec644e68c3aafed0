import type {Container} from './model.ts';

type Told = Pick<Container, 'command' | 'entrypoint'>;

/** Whether a container has the image of an engine for its client alone, for a migration or a backup: what the image asks a volume for it does not use. */
export const isClientOf = ({
  state,
  exitCode,
  restartPolicy,
  ...told
}: Pick<Container, 'state' | 'exitCode' | 'restartPolicy'> & Told): boolean => {
  const {command = []} = told;
  const own = ownEntrypoint(told);
  if (own !== undefined) return programs(own, command)?.some(word => CLIENTS.includes(word)) === true;
  const words = wordsOf(command);
  // `postgres` may be whom a client logs in as.
  if (words.some(word => word !== 'postgres' && (word.includes('entrypoint') || SERVERS.includes(word))))
    return false;
  if (words.some(word => CLIENTS.includes(word))) return true;
  const hasDone = state === 'exited' && exitCode === 0 && restartPolicy === 'no';
  return hasDone && runsOther(told);
};

/** Whether a container with the image of an engine was told to run something else in its place: a script, `sleep`. */
export const runsOther = (told: Told): boolean => {
  const {command = []} = told;
  const own = ownEntrypoint(told);
  if (own !== undefined) return programs(own, command) !== undefined;
  // Bitnami's images call theirs `run.sh`.
  if (command.some(word => word.startsWith('/opt/bitnami/'))) return false;
  const words = wordsOf(command);
  return words.length > 0 && words[0]?.startsWith('-') !== true && !words.some(isServer);
};

/** Whether all that it was told to start is known, and no server: no script of which nobody knows what it starts. */
export const runsNoServer = (told: Told): boolean => {
  const {command = []} = told;
  const own = ownEntrypoint(told);
  return (own === undefined ? programs(command, []) : programs(own, command)) !== undefined;
};

/** Whether a line of `docker top` (process, time, words) is of a server, or of what sets one up and starts it. */
export const isOfServer = (line: string): boolean => {
  const [, , ...words] = line.trim().split(/\s+/);
  const [first = '', second = ''] = words.map(nameOf);
  return isServer(first.replace(/:$/, '')) || second.includes('entrypoint');
};

const nameOf = (word: string): string => word.slice(word.lastIndexOf('/') + 1);

const wordsOf = (command: readonly string[]): string[] =>
  command.flatMap(text => text.split(' ')).map(nameOf);

/** Undefined where it is the one of the image, which is called so and starts what the command names. */
const ownEntrypoint = ({entrypoint = []}: Told): readonly string[] | undefined => {
  const isUsual =
    entrypoint.every(word => !/\s/.test(word)) && entrypoint.some(word => word.includes('entrypoint'));
  return entrypoint.length === 0 || isUsual ? undefined : entrypoint;
};

/** All that it starts, where each of them is known to be no server; else undefined: what may be a server is taken for one. */
const programs = (entrypoint: readonly string[], command: readonly string[]): string[] | undefined => {
  const [first = '', flags = '', ...rest] = [...entrypoint, ...command];
  if (SHELLS.includes(nameOf(first)) && /^-[a-z]*c$/.test(flags)) return harmless(commandsIn(rest[0] ?? ''));
  // What waits is given what it is to start after that.
  const [started = ''] = command;
  const told = HARMLESS.includes(nameOf(first)) ? first : started;
  return CLIENTS.includes(nameOf(told)) || told === first ? harmless([told]) : undefined;
};

const harmless = (commands: readonly string[] | undefined): string[] | undefined => {
  const names = commands?.map(nameOf);
  return names?.length && names.every(word => HARMLESS.includes(word)) ? names : undefined;
};

/** Of each command of a script its first word; undefined where it cannot be told by reading it. */
const commandsIn = (script: string): string[] | undefined => {
  const withoutTexts = script.replaceAll(/'[^']*'/g, TEXT).replaceAll(/"[^"$`]*"/g, TEXT);
  // Only what time it is may be asked in between.
  const plain = withoutTexts.replaceAll(/\$\(date[^()$`]*\)/g, TEXT);
  if (/`|\$\(|\\|<\(|\$@|\$\*/.test(plain)) return undefined;
  return plain
    .replaceAll(/>&|&>/g, ' ')
    .split(/[;&|\n(){}]/)
    .flatMap(part => {
      const words = part.split(/\s+/).filter(word => word !== '' && !PLAIN_WORDS.includes(word));
      return words.find(word => !ASSIGNMENT.test(word)) ?? [];
    });
};

const TEXT = 'text';
const ASSIGNMENT = /^[A-Za-z_][A-Za-z0-9_]*=/;
/** Words of the shell, after which a command begins. */
const PLAIN_WORDS = ['do', 'done', 'then', 'else', 'elif', 'fi', 'if', 'while', 'until', '!', 'exec', 'time'];

const SHELLS = ['sh', 'bash', 'ash', 'dash'];

const CLIENTS = [
  ...['psql', 'pg_dump', 'pg_dumpall', 'pg_restore', 'pg_isready'],
  ...['mysql', 'mysqldump', 'mysqladmin', 'mariadb', 'mariadb-dump', 'mariadb-admin'],
  ...['mongosh', 'mongodump', 'mongorestore'],
];

/** None of them starts what it is given, but for cron, which starts what is due. */
const HARMLESS = [
  ...CLIENTS,
  ...[
    'sleep',
    'tail',
    'true',
    'false',
    ':',
    'echo',
    'printf',
    'date',
    'test',
    '[',
    'set',
    'export',
    'cd',
    'wait',
  ],
  ...['mkdir', 'rm', 'mv', 'cp', 'ls', 'cat', 'tee', 'touch', 'chmod', 'chown', 'head', 'grep', 'wc', 'du'],
  ...['gzip', 'gunzip', 'zstd', 'xz', 'bzip2', 'lz4', 'tar', 'age', 'gpg', 'openssl', 'sha256sum'],
  ...['aws', 'curl', 'wget', 'rclone', 's3cmd', 'mc', 'crond', 'for', 'break', 'continue', 'exit'],
];

const isServer = (word: string): boolean =>
  word.includes('entrypoint') || word.endsWith('-server') || SERVERS.includes(word);

const SERVERS = [
  ...['postgres', 'mysqld', 'mariadbd', 'mongod', 'influxd', 'neo4j', 'cassandra'],
  ...['pgbouncer', 'redis-sentinel', 'valkey-sentinel'],
];
