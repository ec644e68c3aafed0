import type {ComposeSource, SourcePlace} from './source.ts';

/**
 * `dc.test.yml:7`, of what the merged model says at a path: where the strongest file says it. One of `texts` stands there
 * where the place is below; without such a line that of the nearest thing above.
 */
export const lineOf = (
  sources: readonly ComposeSource[],
  path: readonly string[],
  texts: readonly string[] = [],
): string => {
  const strongestFirst = [...sources].reverse();
  const find = (matches: (place: SourcePlace) => boolean): string | undefined => {
    for (const {file, places} of strongestFirst) {
      const place = places.find(matches);
      if (place) return `${file}:${place.line}`;
    }
    return undefined;
  };
  for (const text of texts) {
    const said = find(place => isBelow(place.path, path) && wordsOf(place).includes(text));
    if (said !== undefined) return said;
  }
  for (let depth = path.length; depth > 1; depth--) {
    const above = find(place => place.path.length === depth && isBelow(path, place.path));
    if (above !== undefined) return above;
  }
  return path.slice(0, 2).join(' ').replace(/s /, ' ');
};

/** The line of a port, in the strongest file that has it. */
export const lineOfPort = (
  service: string,
  {published, target}: {published?: string | undefined; target?: number},
  sources: readonly ComposeSource[],
): string => {
  for (const {file, ports} of [...sources].reverse()) {
    const own = ports.filter(port => port.service === service);
    const exact =
      own.find(port => port.published === published) ??
      own.find(port => port.target === String(target)) ??
      own.find(port => target === undefined && port.published?.includes('$'));
    if (exact) return `${file}:${exact.line}`;
  }
  return `service ${service}`;
};

/** `./reports:/app/reports:ro` names each of its parts. */
const wordsOf = ({text = ''}: SourcePlace): string[] => [text, ...text.split(/[:=,\s]+/)];

const isBelow = (path: readonly string[], above: readonly string[]): boolean =>
  above.every((name, index) => path[index] === name);
