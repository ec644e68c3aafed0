import type {ComposeModel, Container} from '../../compose/model.ts';
import {sentryRelease} from './errorTracking.ts';
import type {Step, Undo} from '../../result/step.ts';
import {contentsOf} from './contents.ts';
import {askedRisks} from './data.ts';
import {inClause} from './dataWords.ts';
import type {DeployFacts} from './facts.ts';
import {type Fate, fatesOf, inWords} from './fates.ts';
import {sizeOfImages} from './spare.ts';
import {type InTheWay, inTheWay, isAlive, orphansOf} from './leaving.ts';
import {hasChosenPorts} from './sites.ts';
import {previewNumber} from '../../project/preview.ts';

export interface DeployStep extends Step {
  id: 'build' | 'fill' | 'start' | 'setAside' | 'watch' | 'tidy' | 'track' | 'clean';
  undo: readonly DeployUndo[];
  /** Of `start`: what becomes of each service. */
  services?: readonly Fate[];
  /** Of `clean`: ids of the images that are known to go. */
  images?: readonly string[];
}

export type DeployUndo = StartAgain | Return | Clear | Untag;

/** Brings the release back that was live, with its files, images and variables. */
interface Return extends Undo {
  deed: 'return';
}

/** Gives the images back the names that they had, and takes those of this version away. */
interface Untag extends Undo {
  deed: 'untag';
}

/** Takes away what a project was started with that was never live; its volumes stay. */
interface Clear extends Undo {
  deed: 'clear';
}

/** Brings back what was stopped, unless something new has its place. */
export interface StartAgain extends Undo {
  deed: 'startAgain';
  /** Ids of containers. */
  containers: string[];
}

/** Judging takes its own time, and says more than that it was over: the limit is for what hangs. */
const GRACE_MINUTES = 5;
const TIDYING_MINUTES = 5;
const CLEANING_MINUTES = 10;

/** What a deploy does, in its order. */
export const stepsOf = (facts: DeployFacts): DeployStep[] => {
  const {release, folder, model, secrets, isTracked, minutes, isReturn} = facts;
  const built = isReturn ? [] : builtServices(model);
  const orphans = orphansOf(facts);
  const given = secrets.length > 0 ? `, and the secrets ${secrets.join(', ')}` : '';
  const common = {risks: 'nothing', limit: minutes.deploy, undo: []} as const;
  const steps: (DeployStep | false)[] = [
    built.length > 0 && {
      ...common,
      id: 'build',
      does: `Build ${built.join(', ')} as version ${release.version}`,
      undo: [{deed: 'untag', does: `Give the images back the names that they had before ${release.version}`}],
    },
    {
      ...common,
      id: 'fill',
      does: facts.fillChanges
        ? `Bring the files of ${release.version} to ${folder}${given}`
        : `Leave the files in ${folder} as they are${given}: they are those of ${release.version}`,
      risks: facts.fillChanges && isRead(facts) ? 'traffic' : 'nothing',
      undo: goBack(facts),
    },
    ...startSteps(facts),
    {
      ...common,
      id: 'watch',
      does: ['Wait until all are healthy', ...answering(facts)].join(' and '),
      limit: minutes.health + GRACE_MINUTES,
    },
    orphans.length > 0 && {
      ...common,
      id: 'tidy',
      // They are stopped, and their volumes stay.
      does: `Remove ${servicesOf(orphans)}, no longer in the compose files`,
      limit: TIDYING_MINUTES,
    },
    isTracked && {
      ...common,
      id: 'track',
      does: `Tell Sentry of the release ${sentryRelease(release.project, release.version)}`,
    },
    cleaning(facts, built.length > 0),
  ];
  return steps.filter(step => step !== false);
};

/** What has to answer; of a preview also at ports that are known once it runs. */
const answering = ({probes, model, release: {environment}}: DeployFacts): string[] => [
  ...probes.map(({url}) => `${url} answers`),
  ...(previewNumber(environment) !== undefined && hasChosenPorts(model)
    ? ['what Docker publishes answers']
    : []),
];

/** What a build leaves without a name, and what was only of the release that goes, is found once that has gone. */
const cleaning = ({composeProject, spare, before}: DeployFacts, isBuilt: boolean): DeployStep | false => {
  // Who returns from a failure has other cares.
  if (before !== undefined || (!isBuilt && spare.length === 0)) return false;
  const now = spare.length > 0 ? `: ${sizeOfImages(spare)} now` : '';
  return {
    id: 'clean',
    does: `Remove the images of ${composeProject} that no container and no kept release uses${now}`,
    images: spare.map(({id}) => id),
    risks: 'nothing',
    limit: CLEANING_MINUTES,
    undo: [],
  };
};

/** From the first change on, a failure of any step ends in what was before the deploy. */
const goBack = ({returnsTo, release: {version}}: DeployFacts): (Return | Clear)[] => {
  if (returnsTo === undefined) return [];
  return returnsTo === 'nothing'
    ? [{deed: 'clear', does: `Remove what was started of ${version}; its volumes stay`}]
    : [{deed: 'return', does: `Bring ${returnsTo.version} back`}];
};

/** Whether what runs has a part of the folder before its eyes. */
const isRead = ({model, folder, containers}: DeployFacts): boolean =>
  Object.entries(model.services).some(
    ([name, service]) =>
      contentsOf(service, model, folder).files.length > 0 &&
      containers.some(one => one.service === name && isAlive(one)),
  );

/** From here on the site is another one; what is stopped for it runs again where it fails. */
const startSteps = (facts: DeployFacts): DeployStep[] => {
  const {model, minutes} = facts;
  const obstacles = inTheWay(facts);
  const aside = orphansOf(facts).filter(
    one => isAlive(one) && !obstacles.some(({container}) => container === one),
  );
  const services = fatesOf(facts, facts.fingerprints);
  const asked = askedRisks(facts);
  const starting: DeployStep = {
    id: 'start',
    does: [start(services, obstacles), ...asked.map(risk => `as asked, ${inClause(risk)}`)].join('; '),
    services,
    risks: asked.length > 0 ? 'data' : riskOfStarting(services, obstacles, model),
    limit: minutes.deploy,
    undo: startAgain(obstacles.map(({container}) => container)),
  };
  if (aside.length === 0) return [starting];
  return [
    starting,
    {
      id: 'setAside',
      does: `Stop ${servicesOf(aside)}, no longer in the compose files, to see whether all goes well without`,
      risks: 'traffic',
      limit: minutes.deploy,
      undo: startAgain(aside),
    },
  ];
};

/** Services that have an image of their own to build. */
export const builtServices = (model: ComposeModel): string[] =>
  Object.entries(model.services)
    .filter(([, {build}]) => build)
    .map(([name]) => name);

const startAgain = (containers: readonly Container[]): StartAgain[] => {
  const ids = [...new Set(containers.map(({id}) => id))];
  return ids.length === 0
    ? []
    : [{deed: 'startAgain', containers: ids, does: `Start ${servicesOf(containers)} again`}];
};

/** Whoever restarts answers nobody meanwhile; and what its new version does to what it keeps, nobody takes back. */
const riskOfStarting = (
  services: readonly Fate[],
  obstacles: readonly InTheWay[],
  model: ComposeModel,
): DeployStep['risks'] => {
  const restarting = services.filter(({does}) => does === 'restart' || does === 'if changed');
  const keeps = restarting.some(({service}) =>
    (model.services[service]?.volumes ?? []).some(
      ({type, read_only: isReadOnly}) => type !== 'tmpfs' && isReadOnly !== true,
    ),
  );
  if (keeps) return 'data';
  return restarting.length > 0 || obstacles.length > 0 ? 'traffic' : 'nothing';
};

const start = (services: readonly Fate[], obstacles: readonly InTheWay[]): string => {
  const stops = obstacles.map(
    ({container, service, what}) => `${container.service}, whose ${what} ${service} is to get`,
  );
  const words = inWords(services);
  if (stops.length > 0) return `Stop ${stops.join(', and ')}; ${words}`;
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
};

const servicesOf = (containers: readonly Container[]): string =>
  [...new Set(containers.map(({service}) => service))].join(', ');
