import type {ComposeModel, ComposeService} from '../compose/model.ts';

/** Whether the name says in which registry an image is: its first part has a dot, a port, or is this host. */
export const hasRegistry = (image: string | undefined): image is string => {
  const [first = '', ...rest] = (image ?? '').split('/');
  return rest.length > 0 && (/[.:]/.test(first) || first === 'localhost');
};

/** An image of a registry by a version of ours: a name that no other release has. */
export const inRegistry = (image: string, version: string): string => {
  const [name = ''] = image.split('@', 1);
  const slash = name.lastIndexOf('/');
  const colon = name.indexOf(':', slash + 1);
  return `${colon < 0 ? name : name.slice(0, colon)}:${version}`.toLowerCase();
};

/** The name together with the content by which its registry knows it, where `known` tells: no node takes another image for it. */
export const pinned = (image: string, known: readonly string[] = []): string | undefined => {
  const [name = ''] = image.split('@', 1);
  const slash = name.lastIndexOf('/');
  const colon = name.indexOf(':', slash + 1);
  const repository = (colon < 0 ? name : name.slice(0, colon)).replace(DOCKER_HUB, '');
  const digest = known.find(one => one.startsWith(`${repository}@`))?.split('@')[1];
  return digest === undefined ? undefined : `${name}@${digest}`;
};

/** Docker leaves it out where it tells names. */
const DOCKER_HUB = /^(?:index\.)?docker\.io\/(?:library\/)?/;

/** Services that are built here, and whose image is in a registry. */
export const pushedServices = ({services}: Pick<ComposeModel, 'services'>): [string, ComposeService][] =>
  Object.entries(services).filter(([, {build, image}]) => build !== undefined && hasRegistry(image));

/** What a service's image is called in the swarm, as its containers' labels have the version: changed ones alone get another. */
export const imagesIn = (
  {services}: Pick<ComposeModel, 'services'>,
  tagOf: (service: string, version: string) => string,
): Record<string, string> =>
  Object.fromEntries(
    Object.entries(services).flatMap(([name, {build, image, labels = {}}]) => {
      const version = labels['ca.countable.version'];
      if (build === undefined || version === undefined) return [];
      return [[name, hasRegistry(image) ? inRegistry(image, version) : tagOf(name, version)]];
    }),
  );
