import type {ComposeSource, SourcePlace} from '../../compose/source.ts';
import {openVariables} from '../../project/openVariables.ts';

/**
 * Values for the variables that files leave open: what a deploy is given is secret, and judged is what the files say. Each is
 * of a kind that Compose takes where it is used.
 */
export const standIns = (
  sources: readonly ComposeSource[],
  known: readonly string[],
): Record<string, string> =>
  Object.fromEntries(
    openVariables(sources, known).map(({name}, index) => [name, standIn(name, index, sources)]),
  );

const standIn = (name: string, index: number, sources: readonly ComposeSource[]): string => {
  const uses = sources.flatMap(({places}) => places.filter(({text = ''}) => usesOf(text).includes(name)));
  const kinds = uses.map(place => kindAt(place, name));
  if (kinds.includes('address')) return '127.0.0.1';
  // Two services may not publish the same one.
  if (kinds.includes('port')) return String(FIRST_PORT + index);
  return kinds.map(kind => BY_KEY[kind]).find(value => value !== undefined) ?? '1';
};

const FIRST_PORT = 50_001;

/** What Compose takes for these keys; for a number, a size and a text it takes `1`. */
const BY_KEY: Readonly<Record<string, string>> = {
  volumes: '/countable-doctor',
  image: 'open',
  container_name: 'open',
  pull_policy: 'missing',
  condition: 'service_started',
  gpus: 'all',
  ...Object.fromEntries(
    [
      'interval',
      'timeout',
      'start_period',
      'start_interval',
      'stop_grace_period',
      'delay',
      'monitor',
      'window',
    ].map(key => [key, '1s']),
  ),
  ...Object.fromEntries(
    [
      ...[
        'privileged',
        'read_only',
        'init',
        'tty',
        'stdin_open',
        'external',
        'internal',
        'attachable',
        'disable',
      ],
      ...['enable_ipv6', 'create_host_path', 'nocopy', 'oom_kill_disable', 'required', 'no_cache', 'pull'],
    ].map(key => [key, 'true']),
  ),
};

const kindAt = ({path, text = ''}: SourcePlace, name: string): string => {
  const key = path.findLast(word => !/^\d+$/.test(word)) ?? '';
  if (key === 'host_ip' || (key === 'ports' && isAddress(text, name))) return 'address';
  return ['ports', 'expose', 'published', 'target'].includes(key) && path[2] !== 'volumes' ? 'port' : key;
};

/** `${BIND}:8080:80` and `${BIND}:${PORT}:80` begin with an address. */
const isAddress = (text: string, name: string): boolean => {
  // A colon within `${PORT:-80}` separates nothing.
  const parts = text.replaceAll(/:[-?+]/g, '').split(':');
  return parts.length === 3 && usesOf(parts[0] ?? '').includes(name);
};

const usesOf = (text: string): string[] =>
  [...text.matchAll(/\$\{?([A-Za-z_]\w*)/g)].map(([, used = '']) => used);
