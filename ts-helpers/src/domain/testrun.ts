import {UserError} from '../errors.ts';
import type {ComposeModel, ComposeService} from './compose.ts';
import type {Settings} from './settings.ts';

/** What a test run goes by, gathered before anything is started. */
export interface TestFacts {
  /** Docker's name of the throw-away project. */
  composeProject: string;
  test: Exclude<Settings['test'], 'none'>;
  model: ComposeModel;
  /** Compose files that were read, relative to the project. */
  files: readonly string[];
  /** The override file of tests, which need not exist. */
  overrideFile: string;
  labels: Readonly<Record<string, string>>;
}

/** What `test` will do, as `--plan` prints it. */
export interface TestPlan {
  composeProject: string;
  /** Service whose exit code counts, or in which the command runs. */
  service: string;
  command: string | null;
  builds: string[];
  starts: string[];
  /** Laid over the project's own files. */
  override: TestOverride;
}

export interface TestOverride {
  services: Record<string, Record<string, unknown>>;
  networks: Record<string, Record<string, unknown>>;
  volumes: Record<string, Record<string, unknown>>;
}

/** Throws NO_TESTS when the service that tests is nowhere. */
export const planTestRun = (facts: TestFacts): TestPlan => {
  const {composeProject, test, model} = facts;
  const {service, command} = test;
  const definition = model.services[service];
  if (definition === undefined) throw noTests(facts);
  const starts = servicesToStart(model, test);
  return {
    composeProject,
    service,
    command: command ?? null,
    builds: imagesToBuild(model, starts),
    starts,
    override: overrideOf(facts),
  };
};

const noTests = ({test, model, files, overrideFile}: TestFacts): UserError => {
  const others = Object.keys(model.services).sort().join(', ') || 'none';
  const absent = files.includes(overrideFile) ? '' : `; there is no ${overrideFile}`;
  const message = `There is no service ${test.service} to test with in ${files.join(' and ')}${absent}. Services: ${others}.`;
  return new UserError('NO_TESTS', message, {
    where: files.includes(overrideFile) ? overrideFile : (files[0] ?? overrideFile),
  });
};

/**
 * A test service that names what it depends on gets that, as `docker compose run` would give it;
 * one that names nothing, or tests that run inside another service, get everything.
 */
const servicesToStart = ({services}: ComposeModel, {service, command}: TestFacts['test']): string[] => {
  const direct = Object.keys(services[service]?.depends_on ?? {});
  if (command !== undefined || direct.length === 0) return Object.keys(services);
  const needed = new Set([service]);
  for (const name of needed)
    for (const dependency of Object.keys(services[name]?.depends_on ?? {})) needed.add(dependency);
  return Object.keys(services).filter(name => needed.has(name));
};

/** Services with a Dockerfile among those that start, and those whose image one of them uses. */
const imagesToBuild = ({services}: ComposeModel, starts: readonly string[]): string[] => {
  const used = new Set(starts.map(name => services[name]?.image));
  return Object.entries(services)
    .filter(
      ([name, {build, image}]) =>
        build !== undefined && (starts.includes(name) || (image !== undefined && used.has(image))),
    )
    .map(([name]) => name);
};

/**
 * Makes the project harmless to whatever else is on the host: nothing published, and no container, image, volume or
 * network by a name that another project could have as well. A volume of a fixed name could be production's, and
 * volumes are removed in the end.
 */
const overrideOf = ({composeProject, model, labels, test}: TestFacts): TestOverride => {
  const ownLabels = Object.fromEntries(
    Object.entries(labels).map(([key, value]) => [key, value.replaceAll('$', '$$$$')]),
  );
  const images = builtImages(composeProject, model);
  const services = Object.entries(model.services).map(([name, service]) => {
    const once = name === test.service && test.command === undefined;
    return [name, serviceOverride(service, {labels: ownLabels, image: imageFor(name), once})];

    function imageFor(own: string): string | undefined {
      if (service.image === undefined) return undefined;
      return service.build === undefined ? images.get(service.image) : `${composeProject}-${own}`;
    }
  });
  const owned = (kind: ComposeModel['volumes']) =>
    Object.fromEntries(
      Object.entries(kind ?? {})
        .filter(([, definition]) => !definition?.external)
        .map(([name]) => [name, {name: `${composeProject}_${name}`, labels: ownLabels}]),
    );
  return {
    services: Object.fromEntries(services),
    networks: owned(model.networks),
    volumes: owned(model.volumes),
  };
};

/** Names of the project's choosing that images would be built under, and what they are called for this run. */
const builtImages = (composeProject: string, {services}: ComposeModel): Map<string, string> =>
  new Map(
    Object.entries(services).flatMap(([name, {build, image}]) =>
      build === undefined || image === undefined ? [] : [[image, `${composeProject}-${name}`] as const],
    ),
  );

const serviceOverride = (
  service: ComposeService,
  {labels, image, once}: {labels: Record<string, string>; image: string | undefined; once: boolean},
): Record<string, unknown> => ({
  labels,
  ...(service.build && {build: {labels}}),
  ...(image !== undefined && {image}),
  ...(service.ports && {ports: RESET_LIST}),
  ...(service['container_name'] !== undefined && {container_name: RESET}),
  ...(once && {restart: 'no'}),
});

const RESET = ' reset';
const RESET_LIST = ' reset list';

/** As Compose reads it: JSON is YAML, but for the tags that take something away. */
export const overrideText = (override: TestOverride): string =>
  JSON.stringify(override, undefined, 2)
    .replaceAll(JSON.stringify(RESET), '!reset null')
    .replaceAll(JSON.stringify(RESET_LIST), '!reset []');

/** Whether the override needs tags that Compose understands since 2.24.4. */
export const needsReset = (override: TestOverride): boolean => overrideText(override).includes(': !reset ');

/** Whether a version of Compose understands `!reset`; versions we cannot read are taken to. */
export const understandsReset = (version: string): boolean => {
  const parts = /^(\d+)\.(\d+)\.(\d+)/.exec(version)?.slice(1).map(Number);
  if (parts === undefined) return true;
  const [major = 0, minor = 0, patch = 0] = parts;
  return major > 2 || (major === 2 && (minor > 24 || (minor === 24 && patch >= 4)));
};
