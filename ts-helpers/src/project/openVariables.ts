import type {ComposeSource} from '../compose/source.ts';

/** Variables that files use without a default and that nothing known has, each with the place that uses it first. */
export const openVariables = (
  sources: readonly Pick<ComposeSource, 'file' | 'variables'>[],
  known: readonly string[],
): {name: string; where: string}[] => {
  const open = sources.flatMap(({file, variables}) =>
    variables
      .filter(({name, hasDefault}) => !hasDefault && !known.includes(name))
      .map(({name, line}) => [name, {name, where: `${file}:${line}`}] as const),
  );
  // Of several places the first one counts.
  return [...new Map(open.reverse()).values()].reverse();
};
