import type {ComposeSource} from '../../compose/source.ts';
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
  const used = new Set(
    sources.flatMap(({places}) =>
      places.filter(({text = ''}) => uses(text, name)).map(({path}) => path[2] ?? ''),
    ),
  );
  // Two services may not publish the same one.
  if (used.has('ports') || used.has('expose')) return String(FIRST_PORT + index);
  if (used.has('volumes')) return '/countable-doctor';
  return used.has('image') ? 'open' : '1';
};

const FIRST_PORT = 50_001;

const uses = (text: string, name: string): boolean =>
  [...text.matchAll(/\$\{?([A-Za-z_]\w*)/g)].some(([, used]) => used === name);
