import {UserError} from '../errors.ts';
import type {ComposeModel, ComposeService, Container} from './compose.ts';
import type {Probe} from './health.ts';
import {sentryRelease, trackedServices, trackingVariables} from './errorTracking.ts';
import {
  FINGERPRINT,
  isOurs,
  ownerLabels,
  ownerOf,
  releaseLabels,
  versionIn,
  type Release,
} from './release.ts';

/** What a deploy goes by, gathered before anything is touched. */
export interface DeployFacts {
  release: Release;
  /** Docker's name of the project. */
  composeProject: string;
  /** The stable folder. */
  folder: string;
  /** The merged model, with paths as they will be in the folder. */
  model: ComposeModel;
  /** What there is under this compose project name already. */
  containers: readonly Container[];
  /** Host ports in use, and by whom. */
  takenPorts: readonly {port: number; by: string}[];
  /** The release that was deployed last. */
  previous: Release | undefined;
  probes: readonly Probe[];
  hasSecrets: boolean;
  /** Whether errors of this environment go to Sentry. */
  isTracked: boolean;
}

/** What a deploy will do, as `--plan` prints it. */
export interface DeployPlan {
  release: Release;
  composeProject: string;
  folder: string;
  /** What a failed deploy could return to. */
  previous: Release | null;
  steps: DeployStep[];
}

export interface DeployStep {
  name: 'build' | 'fill' | 'start' | 'watch' | 'tidy' | 'track';
  does: string;
  /** What is true again, or still, when it fails. */
  undo: string;
}

/** Throws PROJECT_COLLISION or PORT_TAKEN where going on would harm another project. */
export const planDeploy = (facts: DeployFacts): DeployPlan => {
  refuseCollision(facts);
  refuseTakenPorts(facts);
  const {release, composeProject, folder, previous, model, probes, hasSecrets, isTracked} = facts;
  const built = builtServices(model);
  const orphans = orphanedServices(facts);
  const services = Object.keys(model.services).join(', ');
  const steps: (DeployStep | false)[] = [
    built.length > 0 && {
      name: 'build',
      does: `Build ${built.join(', ')} as version ${release.version}`,
      undo: 'Nothing of what runs was touched.',
    },
    {
      name: 'fill',
      does: `Bring the files of ${release.version} to ${folder}${hasSecrets ? ', and .env from the secret file' : ''}`,
      undo: 'The containers still run; the next deploy mends the files.',
    },
    {
      name: 'start',
      does: `Start ${services}; what did not change keeps running`,
      undo: 'Containers of the last release may be replaced already.',
    },
    {
      name: 'watch',
      does: ['Wait until all are healthy', ...probes.map(({url}) => `${url} answers`)].join(' and '),
      undo: 'The new containers stay, to be looked at.',
    },
    orphans.length > 0 && {
      name: 'tidy',
      does: `Remove ${orphans.join(', ')}, no longer in the compose files`,
      undo: 'They keep running beside the new release.',
    },
    isTracked && {
      name: 'track',
      does: `Tell Sentry of the release ${sentryRelease(release.project, release.version)}`,
      undo: 'The deploy counts all the same.',
    },
  ];
  return {
    release,
    composeProject,
    folder,
    previous: previous ?? null,
    steps: steps.filter(step => step !== false),
  };
};

/** Services that have an image of their own to build. */
export const builtServices = (model: ComposeModel): string[] =>
  Object.entries(model.services)
    .filter(([, {build}]) => build)
    .map(([name]) => name);

/** Host TCP ports that the project publishes, those of ranges left to Docker. */
export const publishedPorts = (model: ComposeModel): number[] =>
  Object.values(model.services)
    .flatMap(({ports = []}) => ports)
    .filter(({protocol, published}) => protocol !== 'udp' && /^\d+$/.test(published ?? ''))
    .map(({published}) => Number(published));

const orphanedServices = ({model, containers}: DeployFacts): string[] => [
  ...new Set(containers.map(({service}) => service).filter(service => !(service in model.services))),
];

const refuseCollision = ({containers, release, composeProject}: DeployFacts): void => {
  const stranger = containers.find(container => ![release.project, undefined].includes(ownerOf(container)));
  if (!stranger) return;
  const message = `The compose project ${composeProject} on this host belongs to ${ownerOf(stranger)}, not to ${release.project}.`;
  throw new UserError('PROJECT_COLLISION', message, {where: `container ${stranger.name}`});
};

const refuseTakenPorts = ({model, takenPorts}: DeployFacts): void => {
  for (const [service, {ports = []}] of Object.entries(model.services)) {
    const taken = takenPorts.find(({port}) => ports.some(({published}) => published === String(port)));
    if (!taken) continue;
    const message = `The port ${taken.port} that ${service} is to publish is in use by ${taken.by}.`;
    throw new UserError('PORT_TAKEN', message, {where: `port ${taken.port}`});
  }
};

type Override = {services: Record<string, object>};

/**
 * Builds from the workspace, so that no secret of the deploy folder gets into an image, and tags what is built with
 * the version as well: those tags are what a return to this release will start.
 */
export const buildOverride = (
  {model, release, composeProject, folder}: DeployFacts,
  workspace: string,
): Override => ({
  services: Object.fromEntries(
    builtServices(model).map(name => {
      const context = model.services[name]?.build?.context ?? '';
      const here =
        context === folder || context.startsWith(`${folder}/`)
          ? workspace + context.slice(folder.length)
          : context;
      const tag = `${composeProject}-${name}:${release.version}`.toLowerCase();
      return [name, {build: {context: literal(here), tags: [tag], labels: ownerLabels(release)}}];
    }),
  ),
});

/** The image that Compose gives a service. */
export const imageOf = (composeProject: string, name: string, {image}: ComposeService): string =>
  image ?? `${composeProject}-${name}`;

/**
 * What makes a running container current: its configuration, its image, and others: the release's files that it mounts,
 * the DSN it reports errors to. Compose sees only the first two.
 */
export const fingerprintText = (
  service: ComposeService,
  imageId: string | undefined,
  others: readonly string[],
): string => {
  const {build, ...configuration} = service;
  return JSON.stringify([configuration, imageId, others]);
};

/** Where in the deploy folder a service mounts something from, relative to the folder; '' is the folder itself. */
export const mountsFromFolder = ({volumes = []}: ComposeService, folder: string): string[] =>
  volumes
    .filter(({type}) => type === 'bind')
    .flatMap(({source = ''}) =>
      source === folder ? [''] : source.startsWith(`${folder}/`) ? [source.slice(folder.length + 1)] : [],
    );

/**
 * Labels for every service, and the variables of those that report errors. Both are configuration to Compose, which
 * replaces a container when they change: so a service whose fingerprint is the same keeps those of the release that it
 * came up with. Errors are reported only where `tracked`.
 */
export const releaseOverride = (
  {model, containers, release}: DeployFacts,
  fingerprints: Readonly<Record<string, string>>,
  tracked: boolean,
): Override => {
  const reporting = new Set(tracked ? trackedServices(model) : []);
  return {
    services: Object.fromEntries(
      Object.entries(model.services).map(([name, service]) => {
        const fingerprint = fingerprints[name] ?? '';
        const running = containers.filter(({service}) => service === name);
        const isCurrent =
          running.length > 0 && running.every(({labels}) => labels[FINGERPRINT] === fingerprint);
        const labels = isCurrent
          ? ownLabels(running[0])
          : {...releaseLabels(release), [FINGERPRINT]: fingerprint};
        return [
          name,
          {
            labels: Object.fromEntries(Object.entries(labels).map(([key, value]) => [key, literal(value)])),
            ...(reporting.has(name) && {environment: trackingVariables(service, release, versionIn(labels))}),
          },
        ];
      }),
    ),
  };
};

const ownLabels = (container: Container | undefined): Record<string, string> =>
  Object.fromEntries(Object.entries(container?.labels ?? {}).filter(([label]) => isOurs(label)));

/** Compose expands variables in every value, also in what an author calls himself. */
const literal = (text: string): string => text.replaceAll('$', '$$$$');
