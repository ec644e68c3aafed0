import {type Directive, directivesIn, named} from './nginxFile.ts';

/** What of an nginx that runs decides how it follows a service to new containers. */
export interface Nginx {
  program: 'nginx';
  /** Words that name its configuration, where it is not the usual one. */
  flags: readonly string[];
  passes: readonly Pass[];
  /** Ports at which it passes requests on over HTTP; 80 is among them. */
  ports: readonly number[];
  /** How it passes requests on that is not HTTP alone: names of directives, and `https`. */
  others: readonly string[];
  /** So many seconds it believes an answer of the name server; undefined: as long as that says. */
  validS: number | undefined;
  /** It lets connections that are kept open finish at a reload (`keepalive_min_timeout`). */
  keepsIdle: boolean;
}

/** A host to which it passes requests: `name`, looked up once as it loads; `variable`, looked up again and again. */
export interface Pass {
  host: string;
  way: 'name' | 'variable';
}

/** By what `nginx -T` prints of its configuration. */
export const nginxOf = (text: string, flags: readonly string[]): Nginx => {
  const all = directivesIn(text);
  const groups = named(all, 'upstream');
  const members = groups.flatMap(({block}) => named(block, 'server'));
  const isGroup = (host: string) => groups.some(({words: [name]}) => name === host);
  const values = new Map(named(all, 'set').map(({words: [name = '', value = '']}) => [name, value]));
  const passed = PASSING.flatMap(name => named(all, name)).flatMap(directive => targetsOf(directive, values));
  const found = [
    ...members.map(({words: [address = '', ...more]}) => ({
      host: hostOf(address),
      way: more.includes('resolve') ? ('variable' as const) : ('name' as const),
    })),
    ...passed.filter(({host}) => !isGroup(host)),
  ].filter(({host}) => host !== '' && !host.includes('$'));
  return {
    program: 'nginx',
    flags,
    passes: found.filter(
      (one, index) => found.findIndex(({host, way}) => host === one.host && way === one.way) === index,
    ),
    ...passingPorts(all),
    validS: validOf(all),
    keepsIdle: named(all, 'keepalive_min_timeout').some(({words: [time = '0']}) => secondsIn(time) > 0),
  };
};

const passingPorts = (all: readonly Directive[]): Pick<Nginx, 'ports' | 'others'> => {
  const members = named(all, 'upstream').flatMap(({block}) => named(block, 'server'));
  const targets = [...members, ...named(all, 'proxy_pass')].map(({words: [target = '']}) => target);
  const ports = targets.filter(target => !target.includes('unix:')).map(portOf);
  const others = PASSING.slice(1).filter(name => named(all, name).length > 0);
  return {
    ports: [...new Set([80, ...ports])],
    others: targets.some(target => target.startsWith('https:')) ? [...others, 'https'] : others,
  };
};

const portOf = (target: string): number => {
  const scheme = target.indexOf('://');
  const [address = ''] = (scheme === -1 ? target : target.slice(scheme + 3)).split('/');
  const port = Number(address.slice(address.lastIndexOf(':') + 1));
  return address.includes(':') && port > 0 ? port : 80;
};

const PASSING = ['proxy_pass', 'fastcgi_pass', 'uwsgi_pass', 'grpc_pass', 'scgi_pass'];

const targetsOf = ({words: [target = '']}: Directive, values: ReadonlyMap<string, string>): Pass[] => {
  if (!target.includes('$')) return [{host: hostOf(target), way: 'name'}];
  let text = target;
  // `$backend` before `$b`.
  for (const [name, value] of [...values].sort(([one], [other]) => other.length - one.length))
    text = text.replaceAll(`\${${name.slice(1)}}`, value).replaceAll(name, value);
  return [{host: hostOf(text), way: 'variable'}];
};

/** `http://web:8000/path` and `web:8000` are of web; a socket is of no host. */
const hostOf = (target: string): string => {
  const scheme = target.indexOf('://');
  const address = scheme === -1 ? target : target.slice(scheme + 3);
  if (address.startsWith('unix:')) return '';
  const end = [...address].findIndex(letter => letter === ':' || letter === '/');
  return end === -1 ? address : address.slice(0, end);
};

const validOf = (all: readonly Directive[]): number | undefined => {
  const times = named(all, 'resolver').flatMap(({words}) =>
    words.flatMap(word => (word.startsWith('valid=') ? [secondsIn(word.slice('valid='.length))] : [])),
  );
  return times.length === 0 ? undefined : Math.max(...times);
};

/** `1s`, `500ms`, `2m`, `10` */
const secondsIn = (time: string): number => {
  const number = Number.parseInt(time, 10);
  if (Number.isNaN(number)) return 0;
  if (time.endsWith('ms')) return number / 1_000;
  return number * (time.endsWith('h') ? 3_600 : time.endsWith('m') ? 60 : 1);
};

/** Where nginx finds its configuration, by the words that it runs with: `-c /etc/site.conf`. */
export const flagsIn = (words: readonly string[], flags: readonly string[]): string[] =>
  words.flatMap((word, index) => {
    const next = words[index + 1];
    return flags.includes(word) && next !== undefined ? [word, next] : [];
  });
