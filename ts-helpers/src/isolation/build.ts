import {
  given,
  kept,
  leftOut,
  listOf,
  mapOf,
  own,
  quietly,
  shared,
  treat,
  type Finding,
  type Note,
  type Rule,
  type Rules,
} from './note.ts';
import {isInside, placeOf, type Surroundings} from './places.ts';

interface OfBuild {
  name: string;
  around: Surroundings;
  context: string;
}

/** How a service's image is built in a test run: from the workspace, under no name but the run's. */
export const treatBuild = (
  build: Readonly<Record<string, unknown>>,
  {name, around}: {name: string; around: Surroundings},
): {build: Record<string, unknown>; notes: Note[]} => {
  const of = {name, around, context: String(build['context'] ?? '')};
  const {part, notes} = treat(build, BUILD_RULES, {at: ['services', name, 'build'], of});
  return {build: {...part, labels: around.labels}, notes};
};

/** Every path of this machine that a build reads. */
export const buildPaths = (build: Readonly<Record<string, unknown>>): string[] => {
  const context = String(build['context'] ?? '');
  const dockerfile = dockerfileOf(build['dockerfile'], context);
  return [
    ...(isPath(context) ? [context, `${context}/.dockerignore`] : []),
    ...(dockerfile === undefined ? [] : [dockerfile, `${dockerfile}.dockerignore`]),
    ...Object.values(mapOf(build['additional_contexts'])).map(value => pathIn(String(value))),
    ...listOf(build['cache_from']).map(value => cachePath(String(value))),
  ].filter(path => path !== undefined);
};

const isPath = (text: string): boolean => text.startsWith('/');

const dockerfileOf = (dockerfile: unknown, context: string): string | undefined => {
  const file = String(dockerfile ?? 'Dockerfile');
  if (isPath(file)) return file;
  return isPath(context) ? `${context}/${file}` : undefined;
};

const pathIn = (context: string): string | undefined => {
  const path = context.replace(/^oci-layout:\/\//, '');
  return isPath(path) ? path : undefined;
};

const cachePath = (cache: string): string | undefined => /^type=local,src=(\/[^,"]*)$/.exec(cache)?.[1];

const isRemoteCache = (cache: string): boolean => /^[^=,"]+$|^type=(registry|gha|inline)(,|$)/.test(cache);

type BuildRule = Rule<OfBuild>;

/** Told when the path leads out of the workspace: by a link, by `..`, or as it is written. */
const outside = (path: string | undefined, what: string, {name, around}: OfBuild): Finding[] => {
  if (path === undefined) return [];
  const place = placeOf(path, around);
  if (isInside(place, around.workspace) || place.kind === 'missing') return [];
  return [given(`${name} is built with ${what} ${place.real} of this machine`, place.real)];
};

const context: BuildRule = (value, of) => {
  const text = String(value);
  if (isPath(text))
    return kept(
      placeOf(text, of.around).real,
      ...outside(text, 'the folder', of),
      ...outside(`${text}/.dockerignore`, 'the file', of),
    );
  // By ssh it would be fetched with the keys of this machine's user.
  return /^(https?:|github\.com\/)/.test(text)
    ? kept(value)
    : kept(value, given(`${of.name} is built from ${text}`, `build.context: ${text}`));
};

const dockerfile: BuildRule = (value, of) => {
  const file = dockerfileOf(value, of.context);
  if (file === undefined) return kept(value);
  return kept(value, ...outside(file, 'the file', of), ...outside(`${file}.dockerignore`, 'the file', of));
};

const additional: BuildRule = (value, of) =>
  kept(
    value,
    ...Object.values(mapOf(value)).flatMap(one => {
      const text = String(one);
      if (pathIn(text) !== undefined) return outside(pathIn(text), 'the folder', of);
      return /^(docker-image:|service:|target:|https?:)/.test(text)
        ? []
        : [given(`${of.name} is built from ${text}`, `build.context: ${text}`)];
    }),
  );

const caches: BuildRule = (value, of) =>
  kept(
    value,
    ...listOf(value).flatMap(one => {
      const cache = String(one);
      if (isRemoteCache(cache)) return [];
      const path = cachePath(cache);
      if (path !== undefined) return outside(path, 'the cache', of);
      return [given(`${of.name} is built with the cache ${cache}`, `build.cache_from: ${cache}`)];
    }),
  );

const network: BuildRule = (value, {name}) => {
  if (value === '' || value === 'default' || value === 'none') return kept(value);
  if (value === 'host')
    return kept(value, given(`${name} is built in the network of this machine`, 'build.network: host'));
  return kept(value, shared(`${name} is built in the network ${String(value)}`));
};

const dropped =
  (says: string, tell = own): BuildRule =>
  (value, {name}) =>
    value === false || listOf(value).length === 0 ? leftOut() : leftOut(tell(`${name} ${says}`));

const grants =
  (permit: string, says: string): BuildRule =>
  (value, {name}) =>
    value === false || (Array.isArray(value) && value.length === 0)
      ? kept(value)
      : kept(value, given(`${name} ${says}`, permit));

const BUILD_RULES: Rules<OfBuild> = {
  harmless: new Set(
    'args dockerfile_inline extra_hosts isolation no_cache no_cache_filter platforms provenance sbom secrets shm_size target ulimits'.split(
      ' ',
    ),
  ),
  ruled: new Map(
    Object.entries({
      additional_contexts: additional,
      cache_from: caches,
      cache_to: dropped('writes no build cache elsewhere', quietly),
      context,
      dockerfile,
      entitlements: grants('privileged', 'is built with entitlements'),
      labels: () => leftOut(),
      network,
      privileged: grants('privileged', 'is built privileged'),
      pull: dropped('is built from the images that are there: newer ones would reach others, too'),
      ssh: grants('build.ssh', 'is built with SSH keys of this machine'),
      tags: dropped('is built under no other name', quietly),
    }),
  ),
};
