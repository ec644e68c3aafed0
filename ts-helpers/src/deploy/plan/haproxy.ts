/** What of a haproxy that runs decides how it follows a service to new containers. */
export interface Haproxy {
  program: 'haproxy';
  files: readonly string[];
  /** Its first process only watches over those that serve, and begins new ones with what it reads then (`-W`). */
  hasMaster: boolean;
  /** Where it takes orders: a file, or a TCP port of its own. */
  socket: string | undefined;
  passes: readonly Served[];
}

/** A host to which a backend passes requests. */
interface Served {
  host: string;
  backend: string;
  way: 'template' | 'name';
}

/** By the text of its configuration: https://docs.haproxy.org. */
export const haproxyOf = (
  text: string,
  runs: Pick<Haproxy, 'files' | 'hasMaster'> = {files: [], hasMaster: false},
): Haproxy => {
  const passes: Served[] = [];
  let backend = '';
  let socket: string | undefined;
  for (const line of text.split('\n')) {
    const words = wordsOf(line);
    const [first, second = '', third = '', fourth = ''] = words;
    if (first !== undefined && SECTIONS.includes(first)) backend = second;
    if (first === 'stats' && second === 'socket' && isAdmin(words)) socket ??= socketIn(third);
    if (first === 'server') passes.push({host: hostOf(third), backend, way: 'name'});
    if (first === 'server-template')
      passes.push({
        host: hostOf(fourth),
        backend,
        way: isLookedUp(words) ? 'template' : 'name',
      });
  }
  return {program: 'haproxy', ...runs, socket, passes};
};

const SECTIONS = ['global', 'defaults', 'frontend', 'backend', 'listen', 'resolvers', 'peers', 'userlist'];

const wordsOf = (line: string): string[] => {
  const words = line.trim().split(/\s/).filter(Boolean);
  const comment = words.findIndex(word => word.startsWith('#'));
  return comment === -1 ? words : words.slice(0, comment);
};

/** New containers are found by the name server alone, and are ready once they were checked. */
const isLookedUp = (words: readonly string[]): boolean =>
  words.includes('resolvers') && words.includes('check');

const isAdmin = (words: readonly string[]): boolean => words[words.indexOf('level') + 1] === 'admin';

/** `/run/haproxy.sock`, `ipv4@127.0.0.1:9999`, `:9999` */
const socketIn = (address: string): string => {
  const at = address.indexOf('@');
  return address.startsWith('unix@') || at !== -1 ? address.slice(at + 1) : address;
};

const hostOf = (address: string): string => address.split(':', 1)[0] ?? '';

/** A server of a backend, as `show servers state` tells it. */
export interface Server {
  backend: string;
  name: string;
  address: string;
  isUp: boolean;
  isDrained: boolean;
}

/** Of its columns: name of the backend, of the server, address, state, what was ordered. */
export const serversIn = (state: string): Server[] =>
  state.split('\n').flatMap(line => {
    const [, backend, , name, address, operation, admin] = line.split(' ');
    if (backend === undefined || name === undefined || address === undefined) return [];
    if (line.startsWith('#')) return [];
    const isDrained = (Number(admin) & FORCED_DRAIN) !== 0;
    return [{backend, name, address, isUp: operation === RUNNING, isDrained}];
  });

const RUNNING = '2';
const FORCED_DRAIN = 0x08;

/** How many sessions these servers have now, by what `show stat` prints. */
export const sessionsOf = (servers: readonly Server[], statistics: string): number =>
  statistics
    .split('\n')
    .map(line => line.split(','))
    .filter(([backend, name]) => servers.some(one => one.backend === backend && one.name === name))
    .reduce((sum, [, , queued = '0', , sessions = '0']) => sum + Number(queued) + Number(sessions), 0);
