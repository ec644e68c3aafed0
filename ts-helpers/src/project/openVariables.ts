import type {ComposeSource} from '../compose/source.ts';

type Source = Pick<ComposeSource, 'file' | 'variables' | 'places'>;

/**
 * Variables that files use without a default and that nothing known has, each with the place that uses it first. What a later
 * file says anew is not used; of lists, which Compose merges by rules of its own, that is not seen here.
 */
export const openVariables = (
  sources: readonly Source[],
  known: readonly string[],
): {name: string; where: string}[] => {
  const open = sources.flatMap((source, index) =>
    source.variables
      .filter(
        ({name, line, hasDefault}) =>
          !hasDefault && !known.includes(name) && !isReplaced(line, source, sources.slice(index + 1)),
      )
      .map(({name, line}) => [name, {name, where: `${source.file}:${line}`}] as const),
  );
  // Of several places the first one counts.
  return [...new Map(open.reverse()).values()].reverse();
};

const isReplaced = (line: number, {places}: Source, later: readonly Source[]): boolean => {
  const here = places.filter(place => place.line === line && place.text?.includes('$'));
  const isSaidAnew = (path: readonly string[]) =>
    later.some(source =>
      source.places.some(place => place.text !== undefined && place.path.join('\0') === path.join('\0')),
    );
  return here.length > 0 && here.every(({path}) => isSaidAnew(path));
};
