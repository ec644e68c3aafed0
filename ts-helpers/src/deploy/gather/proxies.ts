import type {Container} from '../../compose/model.ts';
import {engineOf, engineWithin} from '../../compose/engine.ts';
import type {Docker} from '../../outside/docker.ts';
import {CommandFailed, messageOf, UserError} from '../../errors/userError.ts';
import {orderOf} from '../act/proxy/haproxy.ts';
import {type Haproxy, haproxyOf, serversIn} from '../plan/haproxy.ts';
import {isAlive} from '../plan/leaving.ts';
import {flagsIn, type Nginx, nginxOf} from '../plan/nginx.ts';
import {hasPins, heldIn} from '../plan/pins.ts';
import type {Proxy} from '../plan/proxy.ts';
import {isOfRelease, type Release} from '../../project/release.ts';

type Asking = Pick<Docker, 'processes' | 'exec' | 'hosts'>;

/**
 * Those of the containers in which a proxy runs, whatever its image is called, and what it is to do. What is known to have
 * none is not asked: with 20 services these questions take as long as all the others together.
 */
export const findProxies = async (
  containers: readonly Container[],
  docker: Asking,
  withoutProxy: readonly string[] = [],
): Promise<Proxy[]> => {
  const candidates = containers.filter(
    one =>
      isAlive(one) &&
      engineOf(one.image) === undefined &&
      engineWithin(one) === undefined &&
      !withoutProxy.includes(one.id),
  );
  const found = await Promise.all(candidates.map(async one => proxyIn(one, docker)));
  return found.filter(one => one !== undefined);
};

/** Of those that have come up with what is live, or before: an entrypoint may take its time before it starts a proxy. */
export const withoutProxies = (
  containers: readonly Container[],
  proxies: readonly Proxy[],
  live: Release | undefined,
): string[] =>
  containers
    .filter(one => isAlive(one) && live !== undefined && hasComeUpWith(live, one))
    .map(({id}) => id)
    .filter(id => !proxies.some(({container}) => container === id));

const hasComeUpWith = (live: Release, {labels, startedAt}: Container): boolean =>
  isOfRelease(labels, live) || startedAt.getTime() < Date.parse(live.at);

const proxyIn = async (container: Container, docker: Asking): Promise<Proxy | undefined> => {
  const {id, service, networks = {}, isReadOnly = false} = container;
  const processes = await docker.processes(id);
  const read = readerFor(processes, id, docker);
  if (read === undefined) return undefined;
  const common = {container: id, service, networks: Object.keys(networks), isReadOnly};
  try {
    const does = await read();
    if (does.program === 'haproxy') return {...common, ...(await withServers(does, common, docker))};
    const hosts = await docker.hosts(id);
    return {...common, isPinned: hasPins(hosts), ...(heldIn(hosts).length > 0 && {isHeld: true}), does};
  } catch (error) {
    if (error instanceof UserError && error.code === 'CONTAINER_GONE') return undefined;
    if (!(error instanceof CommandFailed)) throw error;
    return {...common, isPinned: false, does: {program: 'unknown', why: messageOf(error)}};
  }
};

/** Whether a deploy has left servers drained; where its socket does not answer, it takes no orders. */
const withServers = async (
  does: Haproxy,
  proxy: {container: string; service: string},
  docker: Asking,
): Promise<Pick<Proxy, 'isPinned' | 'does'>> => {
  const {socket} = does;
  if (socket === undefined) return {isPinned: false, does};
  try {
    const servers = serversIn(await orderOf({proxy, socket}, 'show servers state', {docker}));
    return {isPinned: servers.some(({isDrained}) => isDrained), does};
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return {isPinned: false, does: {...does, socket: undefined}};
  }
};

const readerFor = (
  processes: readonly string[],
  id: string,
  docker: Asking,
): (() => Promise<Proxy['does']>) | undefined => {
  const words = processes.map(line => line.trim().split(/\s/).filter(Boolean).slice(2));
  const nginx = words.find(([name, role]) => name === 'nginx:' && role === 'master');
  if (nginx !== undefined) return () => readNginx(nginx, id, docker);
  const haproxy = words.find(([name = '']) => name === 'haproxy' || name.endsWith('/haproxy'));
  return haproxy && (() => readHaproxy(haproxy, id, docker));
};

const readNginx = async (
  words: readonly string[],
  id: string,
  docker: Asking,
): Promise<Nginx | {program: 'unknown'; why: string}> => {
  const flags = flagsIn(words, ['-c', '-p', '-g']).filter(isOfFiles);
  const {exitCode, stdout, stderr} = await docker.exec(id, ['nginx', ...flags, '-T']);
  return exitCode === 0 ? nginxOf(stdout, flags) : {program: 'unknown', why: lastLine(stderr)};
};

/** What is given by `-g` may have spaces, and stands once more in what it says. */
const isOfFiles = (word: string, index: number, all: readonly string[]): boolean =>
  word !== '-g' && all[index - 1] !== '-g';

const readHaproxy = async (
  words: readonly string[],
  id: string,
  docker: Asking,
): Promise<Haproxy | {program: 'unknown'; why: string}> => {
  const files = flagsIn(words, ['-f']).filter(word => word !== '-f');
  const {exitCode, stdout, stderr} = await docker.exec(id, ['cat', ...files]);
  const runs = {files, hasMaster: words.some(word => word === '-W' || word === '-Ws')};
  return exitCode === 0 ? haproxyOf(stdout, runs) : {program: 'unknown', why: lastLine(stderr)};
};

const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? '';
