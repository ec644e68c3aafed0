import type {ComposeSource, SourcePlace} from '../../compose/source.ts';
import {lineOf} from '../../compose/sourcePlaces.ts';

/** Where what Compose refuses stands, and what helps there; Compose itself names a service or a value at most. */
export interface Refused {
  where: string;
  remedy?: string;
}

export const placeOfRefusal = (message: string, sources: readonly ComposeSource[]): Refused | undefined =>
  rootRefused(message, sources) ??
  cycle(message, sources) ??
  portRefused(message, sources) ??
  serviceRefused(message, sources);

/** `top-level object must be a mapping`, `empty compose file` */
const rootRefused = (message: string, sources: readonly ComposeSource[]): Refused | undefined => {
  const kinds = ROOTS.find(([words]) => message.startsWith(words))?.[1];
  const source = sources.find(({root}) => root !== undefined && kinds?.includes(root.kind));
  if (source?.root === undefined) return undefined;
  const {file, root} = source;
  return root.kind === 'nothing'
    ? {where: file, remedy: `Write services into ${file}; git log -p -- ${file} shows what it had.`}
    : {
        where: `${file}:${root.line}`,
        remedy: `Begin ${file} with \`services:\`, and what is in it below: it is ${root.kind} now.`,
      };
};

const ROOTS: readonly [string, readonly string[]][] = [
  ['top-level object must be a mapping', ['a list', 'a text']],
  ['empty compose file', ['nothing']],
];

/** `dependency cycle detected: web -> api -> web` */
const cycle = (message: string, sources: readonly ComposeSource[]): Refused | undefined => {
  const [, said] = /^dependency cycle detected: ([\w.-]+(?: -> [\w.-]+)+)/.exec(message) ?? [];
  if (said === undefined) return undefined;
  const names = said.split(' -> ');
  const lines = names
    .slice(1)
    .flatMap((needed, index) => dependencyLine(names[index] ?? '', needed, sources));
  return lines.length === 0
    ? undefined
    : {
        where: lines.join(' and '),
        remedy:
          names.length === 2
            ? `Take ${names[0]} out of its own \`depends_on:\`.`
            : 'Take one of them out of the `depends_on:` of another: each waits for the next, so that none can be the first.',
      };
};

const dependencyLine = (service: string, needed: string, sources: readonly ComposeSource[]): string[] => {
  const list = ['services', service, 'depends_on'];
  return withLine(keyAt([...list, needed], sources) ?? lineOf(sources, list, [needed]));
};

/** `invalid IP address: 47120:8000`, of one of all ports. */
const portRefused = (message: string, sources: readonly ComposeSource[]): Refused | undefined => {
  const [, said] =
    /^invalid (?:IP address|hostPort|containerPort|proto|ranges specified for container and host Ports): (.+)$/.exec(
      message,
    ) ?? [];
  const parts = said?.split(' and ') ?? [];
  const found = sources.flatMap(({file, places}) =>
    places
      .filter(
        ({path: [section, , key], text = ''}) =>
          section === 'services' && key === 'ports' && hasAll(text, parts),
      )
      .map(({line, text}) => ({where: `${file}:${line}`, text})),
  );
  const [first] = found;
  if (said === undefined || first === undefined) return undefined;
  return {
    where: [...new Set(found.map(({where}) => where))].join(' and '),
    remedy: `Correct ${first.text}: a port is [address:][port of the host:]port of the container[/udp], with numbers from 1 to 65535, and ranges of one length.`,
  };
};

const hasAll = (text: string, parts: readonly string[]): boolean => {
  const own = new Set(text.split(/[:/]/));
  return parts.every(part => own.has(part) || text.startsWith(`${part}:`));
};

/** Of a message that names a service, and perhaps its keys. */
const serviceRefused = (message: string, sources: readonly ComposeSource[]): Refused | undefined => {
  const [, service] = /^service "?([\w.-]+)"? /.exec(message) ?? [];
  if (service === undefined) return undefined;
  const keys = [...message.matchAll(/`([a-z_]+)`/g)].map(([, key = '']) => key);
  const lines = (keys.length === 0 ? [[]] : keys.map(key => [key])).flatMap(path =>
    withLine(lineOf(sources, ['services', service, ...path])),
  );
  return lines.length === 0 ? undefined : {where: [...new Set(lines)].join(' and ')};
};

/** Where the strongest file has a key. */
export const keyAt = (path: readonly string[], sources: readonly ComposeSource[]): string | undefined => {
  for (const {file, places} of [...sources].reverse()) {
    const place = places.find(one => isAt(one, path));
    if (place !== undefined) return `${file}:${place.line}`;
  }
  return undefined;
};

/** Where a file has something else than a map at a path. */
export const notMapAt = (path: readonly string[], sources: readonly ComposeSource[]): string | undefined => {
  for (const {file, places} of [...sources].reverse()) {
    const place = places.find(one => isAt(one, path));
    if (place !== undefined && !isMap(place, places)) return `${file}:${place.line}`;
  }
  return undefined;
};

const isAt = ({path}: SourcePlace, wanted: readonly string[]): boolean =>
  path.length === wanted.length && path.every((name, index) => wanted[index] === name);

const isMap = ({path, text}: SourcePlace, places: readonly SourcePlace[]): boolean =>
  text === undefined && !places.some(one => isAt(one, [...path, '0']));

const withLine = (place: string): string[] => (/:\d/.test(place) ? [place] : []);
