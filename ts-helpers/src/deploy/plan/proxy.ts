import type {ComposeModel} from '../../compose/model.ts';
import {graceOf} from './grace.ts';
import type {Haproxy} from './haproxy.ts';
import type {Nginx} from './nginx.ts';

/** A proxy of the project as it runs now. */
export interface Proxy {
  /** Id of its container. */
  container: string;
  service: string;
  networks: readonly string[];
  /** Of a file system that nobody writes. */
  isReadOnly: boolean;
  /** What a deploy that was killed has left there. */
  isPinned: boolean;
  /** It leads to a page of maintenance, or to where one was. */
  isHeld?: boolean;
  /** Undefined: what it is to do could not be read, and why. */
  does: Nginx | Haproxy | {program: 'unknown'; why: string};
}

/** How a proxy is told to read its configuration anew: tested, and then loaded. */
export interface Reload {
  test: readonly string[];
  load: readonly string[];
  /** How its processes are called that serve. */
  worker: readonly string[];
}

/** Undefined of one that has to be started anew for that. */
export const reloadsOf = ({does}: Pick<Proxy, 'does'>): Reload | undefined => {
  if (does.program === 'nginx') {
    const nginx = ['nginx', ...does.flags];
    return {test: [...nginx, '-t'], load: [...nginx, '-s', 'reload'], worker: ['nginx:', 'worker']};
  }
  if (does.program !== 'haproxy' || !does.hasMaster) return undefined;
  const test = ['haproxy', '-c', ...does.files.flatMap(file => ['-f', file])];
  return {test, load: ['sh', '-c', 'kill -USR2 1'], worker: ['haproxy', '-sf']};
};

/** How a proxy finds the new containers of a service, and lets go of the old. */
export type Following =
  | {proxy: Proxy; by: 'pin'; keepsIdle: boolean; names: readonly string[]}
  | {proxy: Proxy; by: 'resolver'; validS: number}
  | {proxy: Proxy; by: 'socket'; socket: string; backends: readonly string[]}
  | {proxy: Proxy; by: 'nothing'; why: string; change: string};

/** Of every proxy that passes requests to the service. */
export const followingOf = (service: string, proxies: readonly Proxy[], model: ComposeModel): Following[] => {
  const names = namesOf(service, model);
  return proxies
    .filter(proxy => proxy.service !== service)
    .flatMap(proxy => {
      const {does} = proxy;
      switch (does.program) {
        case 'nginx':
          return nginxFollowing(proxy, does, names);
        case 'haproxy':
          return haproxyFollowing(proxy, does, names);
        case 'unknown':
          return [unread(proxy, does.why)];
      }
    });
};

const unread = (proxy: Proxy, why: string): Following => ({
  proxy,
  by: 'nothing',
  why: `what ${proxy.service} passes on cannot be read (${why})`,
  change: `correct what is wrong there`,
});

/** Whether what passes requests to it can be turned back to containers that it has let go of. */
export const isTurnedBack = (service: string, proxies: readonly Proxy[], model: ComposeModel): boolean =>
  followingOf(service, proxies, model).some(({by}) => by === 'pin' || by === 'socket');

/** As others of its networks reach it. */
const namesOf = (service: string, {services}: ComposeModel): string[] => {
  const {networks} = (services[service] ?? {}) as {networks?: Record<string, {aliases?: string[]} | null>};
  return [service, ...Object.values(networks ?? {}).flatMap(network => network?.aliases ?? [])];
};

/** Docker's name server says that its answers hold for so long. */
const DOCKER_VALID_S = 600;

const nginxFollowing = (proxy: Proxy, does: Nginx, names: readonly string[]): Following[] => {
  const passes = does.passes.filter(({host}) => names.includes(host));
  const fixed = passes.filter(({way}) => way === 'name').map(({host}) => host);
  const found: Following[] = [];
  if (fixed.length > 0 && proxy.isReadOnly)
    found.push({
      proxy,
      by: 'nothing',
      why: `${proxy.service} has a file system that is not to be written`,
      change: 'leave `read_only:` out there',
    });
  else if (fixed.length > 0) found.push({proxy, by: 'pin', keepsIdle: does.keepsIdle, names: fixed});
  if (passes.some(({way}) => way === 'variable'))
    found.push({proxy, by: 'resolver', validS: does.validS ?? DOCKER_VALID_S});
  return found;
};

const haproxyFollowing = (proxy: Proxy, does: Haproxy, names: readonly string[]): Following[] => {
  const passes = does.passes.filter(({host}) => names.includes(host));
  if (passes.length === 0) return [];
  const {socket} = does;
  const backends = [...new Set(passes.map(({backend}) => backend))];
  if (socket !== undefined && passes.every(({way}) => way === 'template'))
    return [{proxy, by: 'socket', socket, backends}];
  return [
    {
      proxy,
      by: 'nothing',
      why: `${proxy.service} looks it up as it starts, and takes no orders`,
      change:
        'give it `server-template` with `resolvers` and `check`, and `stats socket … level admin`, as docs/how-to/roll.md shows',
    },
  ];
};

/** What of the requests to a service may be lost all the same, and what would help. */
export const caveatsOf = (service: string, proxies: readonly Proxy[], model: ComposeModel): string[] => {
  const followings = followingOf(service, proxies, model);
  if (followings.length === 0)
    return [
      `No nginx and no haproxy of the project passes requests to ${service}: what its old containers have begun they end within their stop grace of ${graceOf(model.services[service] ?? {}) / 1_000} s.`,
    ];
  return followings.flatMap(following => caveatOf(service, following) ?? []);
};

const caveatOf = (service: string, following: Following): string | undefined => {
  const proxy = following.proxy.service;
  switch (following.by) {
    case 'pin':
      return following.keepsIdle
        ? undefined
        : `${proxy} closes connections that are kept open as it reloads: a request that is sent on one at that moment is lost. nginx 1.27.4 or newer with \`keepalive_min_timeout 10s;\` waits for it.`;
    case 'resolver':
      return `${proxy} looks ${service} up anew after ${following.validS} s, and meets old containers until they end: what they have not read by then is lost. \`proxy_pass http://${service}:…;\` without a variable loses nothing.`;
    case 'socket':
      return undefined;
    case 'nothing':
      return `Requests are lost as the old containers end: ${following.why}. To lose none, ${following.change}.`;
  }
};

/** What each is to do, by an earlier look at it where it cannot be read now. */
export const withKnown = (proxies: readonly Proxy[], before: readonly Proxy[]): Proxy[] =>
  proxies.map(proxy => {
    const known = before.find(({container}) => container === proxy.container);
    return proxy.does.program === 'unknown' && known !== undefined ? {...proxy, does: known.does} : proxy;
  });
