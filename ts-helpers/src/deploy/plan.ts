import {UserError} from '../errors/userError.ts';
import type {ComposeModel, Container, PublishedPort} from '../compose/model.ts';
import {PRODUCTION} from '../settings/production.ts';
import {type InTheWay, inTheWay, isAlive, orphansOf} from './plan/leaving.ts';
import {type Owner, refuseCollision} from './plan/owner.ts';
import {sentryRelease} from './plan/errorTracking.ts';
import type {Probe} from '../health/probes.ts';
import {hostPorts, meet} from '../compose/hostPorts.ts';
import type {Release} from '../project/release.ts';
import type {SecretFile} from '../project/secretFiles.ts';
import {quoted} from '../text/plain.ts';

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
  takenPorts: readonly (PublishedPort & {by: string})[];
  /** Who has marked what there is under this name. */
  owners: readonly Owner[];
  /** Whoever it belongs to, it is this project's from now on. */
  takesOver: boolean;
  /** The release that is live. */
  previous: Release | undefined;
  probes: readonly Probe[];
  /** Files with secrets that were given. */
  secrets: readonly string[];
  /** And those that lie in the folder, or did, and were not given. */
  keptSecrets: readonly SecretFile[];
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
  name: 'build' | 'fill' | 'start' | 'setAside' | 'watch' | 'tidy' | 'track';
  does: string;
  /** What is true again, or still, when it fails. */
  undo: string;
}

/**
 * Throws PROJECT_COLLISION or PORT_TAKEN where going on would harm another project, and SECRETS_NOT_GIVEN where production
 * would run with secrets that nobody gave to this build.
 */
export const planDeploy = (facts: DeployFacts): DeployPlan => {
  if (!facts.takesOver) refuseCollision(facts, facts.owners);
  refuseTakenPorts(facts);
  refuseKeptSecrets(facts);
  const {release, composeProject, folder, previous} = facts;
  const steps = stepsOf(facts).filter(step => step !== false);
  return {release, composeProject, folder, previous: previous ?? null, steps};
};

const stepsOf = (facts: DeployFacts): (DeployStep | false)[] => {
  const {release, folder, model, probes, secrets, isTracked} = facts;
  const built = builtServices(model);
  const orphans = orphansOf(facts);
  const obstacles = inTheWay(facts);
  const aside = orphans.filter(one => isAlive(one) && !obstacles.some(({container}) => container === one));
  return [
    built.length > 0 && {
      name: 'build',
      does: `Build ${built.join(', ')} as version ${release.version}`,
      undo: 'Nothing of what runs was touched.',
    },
    {
      name: 'fill',
      does: `Bring the files of ${release.version} to ${folder}${secrets.length > 0 ? `, and the secrets ${secrets.join(', ')}` : ''}`,
      undo: 'The containers still run; the next deploy mends the files.',
    },
    {
      name: 'start',
      does: start(model, obstacles),
      undo: 'Containers of the last release may be replaced already.',
    },
    aside.length > 0 && {
      name: 'setAside',
      does: `Stop ${servicesOf(aside)}, no longer in the compose files, to see whether all goes well without`,
      undo: 'They run again.',
    },
    {
      name: 'watch',
      does: ['Wait until all are healthy', ...probes.map(({url}) => `${url} answers`)].join(' and '),
      undo: 'The new containers stay, to be looked at.',
    },
    orphans.length > 0 && {
      name: 'tidy',
      does: `Remove ${servicesOf(orphans)}, no longer in the compose files`,
      undo: 'They stay, stopped, beside the new release.',
    },
    isTracked && {
      name: 'track',
      does: `Tell Sentry of the release ${sentryRelease(release.project, release.version)}`,
      undo: 'The deploy counts all the same.',
    },
  ];
};

/** Services that have an image of their own to build. */
export const builtServices = (model: ComposeModel): string[] =>
  Object.entries(model.services)
    .filter(([, {build}]) => build)
    .map(([name]) => name);

const start = (model: ComposeModel, obstacles: readonly InTheWay[]): string => {
  const services = Object.keys(model.services).join(', ');
  const stops = obstacles.map(
    ({container, service, what}) => `${container.service}, whose ${what} ${service} is to get`,
  );
  const first = stops.length > 0 ? `Stop ${stops.join(', and ')}; start` : 'Start';
  return `${first} ${services}; what did not change keeps running`;
};

const servicesOf = (containers: readonly Container[]): string =>
  [...new Set(containers.map(({service}) => service))].join(', ');

/** Only who was given production's secrets deploys there: what lies in its folder, any build of the agent could use. */
const refuseKeptSecrets = ({release: {environment}, keptSecrets, folder}: DeployFacts): void => {
  if (environment !== PRODUCTION || keptSecrets.length === 0) return;
  const names = keptSecrets.map(({path}) => path).join(', ');
  const credentials = keptSecrets.map(({credential}) => credential).join(', ');
  const given = keptSecrets.map(({path, variable}) => `${variable}=${quoted(`${folder}/${path}`)}`).join(' ');
  throw new UserError(
    'SECRETS_NOT_GIVEN',
    `Production has secrets, ${names}, that this deploy was not given.`,
    {
      where: folder,
      remedy: `In Jenkins the job has to see ${credentials}: countable jenkins credentials tells. On the host itself: ${given} countable deploy ${environment}`,
    },
  );
};

const refuseTakenPorts = ({model, takenPorts}: DeployFacts): void => {
  for (const wanted of hostPorts(model)) {
    const taken = takenPorts.find(port => meet(port, wanted));
    if (!taken) continue;
    const message = `The port ${taken.port} that ${wanted.service} is to publish is in use by ${taken.by}.`;
    throw new UserError('PORT_TAKEN', message, {where: `port ${taken.port}`});
  }
};
