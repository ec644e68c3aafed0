import {lineOf, lineOfPort} from '../../compose/sourcePlaces.ts';
import type {EnvironmentFacts, ProjectFacts} from './facts.ts';
import type {Finding} from './rule.ts';

type Place = Pick<Finding, 'file' | 'line'>;

/** Where the strongest file of an environment says something; one that only what is included says, is in the first. */
export const placeOf = ({sources, files}: EnvironmentFacts, ...path: readonly string[]): Place =>
  placeIn(lineOf(sources, path), files);

export const placeOfPort = (
  {sources, files}: EnvironmentFacts,
  service: string,
  port: Parameters<typeof lineOfPort>[1],
): Place => placeIn(lineOfPort(service, port, sources), files);

/** `dc.prod.yml:7` as file and line. */
export const placeIn = (where: string, files: readonly string[]): Place => {
  const [first = '', line] = /^(?<file>[^:]+):(?<line>\d+)/.exec(where)?.slice(1) ?? [];
  return line === undefined ? {file: files[0] ?? where} : {file: first, line: Number(line)};
};

/** How a file writes what the model has at a path; undefined where none does so itself. */
export const writtenAt = ({sources}: EnvironmentFacts, ...path: readonly string[]): string | undefined => {
  for (const {places} of [...sources].reverse()) {
    const found = places.find(
      place => place.path.length === path.length && path.every((name, index) => place.path[index] === name),
    );
    if (found?.text !== undefined) return found.text;
  }
  return undefined;
};

/** Every place of the compose files that has such a path, `*` being any name; each once, though environments share files. */
export const placesAt = (
  {environments}: Pick<ProjectFacts, 'environments'>,
  pattern: readonly string[],
): (Required<Place> & {path: readonly string[]})[] => {
  const sources = environments.flatMap(environment => environment.sources);
  const once = new Map(sources.map(source => [source.file, source]));
  return [...once.values()].flatMap(({file, places}) =>
    places
      .filter(
        ({path}) =>
          path.length === pattern.length &&
          pattern.every((name, index) => name === '*' || name === path[index]),
      )
      .map(({path, line}) => ({file, line, path})),
  );
};
