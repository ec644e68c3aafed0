import {UserError} from '../../errors/userError.ts';
import type {ServerFacts, Setting} from './facts.ts';

/** Within the data folder: the socket, and WAL that waits for the sidecar. PgBackRest wants its own name in the command. */
export const FOLDER = 'countable-pgbackrest';

/** Copies what is new, whole and once; what is zeros takes no room. It says so where it would write over another. */
export const COMMAND = [
  `d=${FOLDER}/wal; if test -e "$d/%f"; then cmp -s "%p" "$d/%f"; else`,
  '{ dd if="%p" of="$d/%f.part" bs=64k conv=fsync,sparse || dd if="%p" of="$d/%f.part" bs=64k conv=fsync; } 2>/dev/null',
  '&& mv "$d/%f.part" "$d/%f" && sync "$d"; fi',
].join(' ');

const isCommand = (text: string | undefined): boolean => text?.startsWith(`d=${FOLDER}/`) === true;

/** WAL is kept no more; without a command it would be kept for ever. */
export const NO_COMMAND = 'true # countable';

export const folderOf = ({dataFolder}: Pick<ServerFacts, 'dataFolder'>): string => `${dataFolder}/${FOLDER}`;

export interface SettingsPlan {
  /** SQL, a statement each. */
  statements: string[];
  /** They are not in force before it is started again. */
  restart: boolean;
}

/** What a server has to be told, nothing where it is as it should be. */
export const settingsFor = (server: ServerFacts): SettingsPlan => {
  const {inForce, said} = server;
  const folder = folderOf(server);
  const sockets = socketsIn(inForce.unix_socket_directories.value);
  const wanted: [Setting, string | undefined, string][] = [
    ['archive_mode', said.archive_mode, literal('on')],
    ['archive_command', said.archive_command, literal(COMMAND)],
  ];
  const statements = wanted.flatMap(([name, is, value]) =>
    is !== undefined && literal(is) === value ? [] : [`ALTER SYSTEM SET ${name} = ${value}`],
  );
  const isSaid = socketsIn(said.unix_socket_directories ?? '').includes(folder);
  if (!isSaid)
    statements.push(
      `ALTER SYSTEM SET unix_socket_directories = ${[...sockets.filter(one => one !== folder), folder].map(literal).join(', ')}`,
    );
  return {
    statements,
    restart: inForce.archive_mode.value === 'off' || !sockets.includes(folder),
  };
};

/** Back to what was before; WAL is let go at once, the rest counts once it is started again. */
export const settingsWithout = ({said, ...server}: ServerFacts): string[] => [
  ...(isCommand(said.archive_command) ? [`ALTER SYSTEM SET archive_command = ${literal(NO_COMMAND)}`] : []),
  ...(isCommand(said.archive_command) && said.archive_mode !== undefined
    ? ['ALTER SYSTEM RESET archive_mode']
    : []),
  ...(socketsIn(said.unix_socket_directories ?? '').includes(folderOf(server))
    ? ['ALTER SYSTEM RESET unix_socket_directories']
    : []),
];

/** Whether anything of ours stands in its settings. */
export const isOurs = (server: ServerFacts): boolean => settingsWithout(server).length > 0;

/** Throws PITR_IMPOSSIBLE where something of the project's own is in the way. */
export const refuseOwn = (server: ServerFacts): void => {
  const {service, inForce, said, isStandby, walLevel, dataFolder} = server;
  const refuse = (message: string, remedy: string): never => {
    throw new UserError('PITR_IMPOSSIBLE', message, {where: service, remedy});
  };
  const off = 'Or leave that service out: `backup: {pitr: [others]}`.';
  if (isStandby)
    refuse(`${service} follows another server.`, `Keep the moments of the one that it follows. ${off}`);
  if (walLevel === 'minimal')
    refuse(`${service} has wal_level=minimal.`, `Let it have wal_level=replica, its default. ${off}`);
  const own = said.archive_command ?? '';
  const isOwn = own !== '' && own !== NO_COMMAND && !isCommand(own);
  if (isOwn || inForce.archive_library.value !== '')
    refuse(
      `${service} archives its WAL by itself (${isOwn ? `archive_command = ${own}` : `archive_library = ${inForce.archive_library.value}`}).`,
      `Where that is not needed any more: ALTER SYSTEM RESET archive_command, and take it out of its files. ${off}`,
    );
  if (inForce.archive_mode.value === 'always')
    refuse(`${service} has archive_mode=always.`, `Let it have archive_mode=on. ${off}`);
  for (const name of ['archive_mode', 'archive_command', 'unix_socket_directories'] as const) {
    const {value, isGiven} = inForce[name];
    const isRight = name === 'archive_mode' && value === 'on';
    if (isGiven && !isRight)
      refuse(`${name} of ${service} stands on its command line.`, `Take it out of \`command:\`. ${off}`);
  }
  if (folderOf(server).length > MOST_SOCKET)
    refuse(`The data folder of ${service} has too long a name for a socket: ${dataFolder}.`, off);
};

/** A socket's whole name has at most 107. */
const MOST_SOCKET = 85;

/** `"/var/run/postgresql", "/tmp"`, as the server writes it. */
const socketsIn = (text: string): string[] =>
  text.split(',').flatMap(one => one.trim().replace(/^"(.*)"$/, '$1') || []);

export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
