import type {ComposeModel, Container, EngineNetwork, EngineVolume} from '../compose/model.ts';
import {isFixed} from '../compose/hostPorts.ts';
import {type Probe, probesOf} from '../health/probes.ts';
import type {Step} from '../result/step.ts';
import type {Settings} from '../settings/settings.ts';
import {dataText, neededFor} from './plan/data.ts';
import type {UpFacts} from './plan/facts.ts';
import type {Settled} from './plan/files.ts';

export interface UpStep extends Step {
  id: 'remove' | 'override' | 'environment' | 'start' | 'stand' | 'data' | 'answer';
}

export interface UpPlan {
  /** Undefined where Compose cannot tell as yet. */
  composeProject?: string;
  steps: UpStep[];
  /** What to know of it, in sentences. */
  notes: string[];
}

export interface UpWanted {
  /** All that it has is removed before. */
  isReset?: boolean;
  /** Test data is loaded, whatever is there. */
  withData: boolean;
}

export const planUp = (facts: UpFacts, {isReset = false, withData}: UpWanted): UpPlan => {
  const {composeProject, override, environment, data, unset, exposed} = facts;
  const loads = data.kind !== 'none' && (isReset || withData || isFresh(facts) || facts.isDue);
  const removes = isReset ? removalOf(facts, true) : undefined;
  return {
    composeProject,
    steps: [
      ...(removes === undefined ? [] : [{...removes, id: 'remove' as const}]),
      ...placingSteps(facts),
      ...starting(facts, loads),
    ],
    notes: [
      ...override.notes,
      ...environment.notes,
      ...exposed.map(file => `git does not ignore ${file}, which is yours alone: echo ${file} >> .gitignore`),
      ...(unset.length === 0
        ? []
        : [
            `Without a value, so that nothing stands in their place: ${unset.join(', ')}. Put them into .env.`,
          ]),
      ...(isReset ? staying(facts.model) : []),
      ...dataNotes(facts, {isReset, withData}),
    ],
  };
};

const QUICK = {risks: 'nothing', limit: 1, undo: []} as const;

export const placingSteps = ({override, environment}: Pick<UpFacts, 'override' | 'environment'>) => [
  ...written('override', override),
  ...written('environment', environment),
];

/** As far as it can be told before Compose can read its files. */
export const planPlacing = (files: Pick<UpFacts, 'override' | 'environment'>): UpPlan => ({
  steps: placingSteps(files),
  notes: [
    ...files.override.notes,
    ...files.environment.notes,
    'What comes next Compose can say once .env is there, which services read.',
  ],
});

const written = <Id extends 'override' | 'environment'>(id: Id, {write}: Settled): (Step & {id: Id})[] =>
  write === undefined ? [] : [{...QUICK, id, does: write.does}];

const starting = ({model, health, data}: UpFacts, loads: boolean): UpStep[] => {
  const names = Object.keys(model.services).sort().join(', ');
  const built = builtIn(model).join(', ');
  const does = built === '' ? `Start ${names}` : `Build ${built}, and start ${names}`;
  const waiting = {risks: 'nothing', limit: health.minutes + 1, undo: []} as const;
  const all: (UpStep | false)[] = [
    {...QUICK, id: 'start', does, limit: 120},
    loads && {...waiting, id: 'stand', does: standing(model, data)},
    loads && {...QUICK, id: 'data', does: dataText(data), limit: 60},
    {...waiting, id: 'answer', does: answering(model, health)},
  ];
  return all.filter(step => step !== false);
};

const standing = (model: ComposeModel, data: UpFacts['data']): string => {
  const needed = neededFor(data, model);
  const isAll = needed.length === Object.keys(model.services).length;
  return `Wait until ${isAll ? 'all of it runs' : listed(needed)}`;
};

const listed = (names: readonly string[]): string =>
  names.length === 1 ? `${names[0]} runs` : `${names.join(', ')} run`;

/** Those whose images are made of the project. */
export const builtIn = ({services}: Pick<ComposeModel, 'services'>): string[] =>
  Object.entries(services).flatMap(([name, {build}]) => (build === undefined ? [] : [name]));

const answering = (model: ComposeModel, health: Settings['health']): string => {
  const services = [...new Set(probesOn(model, health).flatMap(({service}) => service ?? []))];
  return services.length === 0 ? 'Wait until all of it runs' : `Wait until ${services.join(', ')} answers`;
};

/** Nothing of it was ever here. */
const isFresh = ({volumes, containers}: UpFacts): boolean => volumes.length === 0 && containers.length === 0;

const dataNotes = (facts: UpFacts, {isReset, withData}: Required<UpWanted>): string[] => {
  const {data} = facts;
  const isWanted = isReset || withData || isFresh(facts) || facts.isDue;
  return data.kind === 'none' && isWanted ? [`No test data: ${data.why}.`] : [];
};

/** Where debuggers and reloaders of pages listen, and only while they are used. */
const NO_SITES = [5005, 5678, 9003, 9222, 9229, 24_678, 35_729];

/** What is asked here: the addresses that are published, whatever a deploy is asked by. */
export const probesOn = (
  {services, ...model}: ComposeModel,
  {path, none, minutes}: Settings['health'],
): Probe[] => {
  const asked = Object.entries(services).map(([name, {ports = [], ...service}]) => [
    name,
    {...service, ports: ports.filter(({target}) => !NO_SITES.includes(target))},
  ]);
  const health = {none, minutes, ...(path !== undefined && {path})};
  return probesOf(
    {...model, services: Object.fromEntries(asked) as ComposeModel['services']},
    {health},
    '127.0.0.1',
  );
};

/** As people open them. */
export const urlsOf = (probes: readonly Probe[]): string[] =>
  probes.map(({url}) => url.replace('//127.0.0.1:', '//localhost:'));

/** Where programs of this machine reach what is no site. */
export const othersOf = ({services}: ComposeModel, probes: readonly Probe[]): string[] =>
  Object.entries(services).flatMap(([service, {ports = []}]) =>
    ports
      .filter(isFixed)
      .filter(({target}) => !probes.some(probe => probe.service === service && probe.target === target))
      .map(
        ({published, protocol}) =>
          `${service} at localhost:${published}${protocol === 'udp' ? ' (UDP)' : ''}`,
      ),
  );

export interface DownPlan {
  composeProject: string;
  steps: (Step & {id: 'remove'})[];
  notes: string[];
}

export interface DownFacts {
  composeProject: string;
  model: ComposeModel;
  containers: readonly Container[];
  volumes: readonly EngineVolume[];
  /** Of a start that failed they may be all that there is. */
  networks: readonly EngineNetwork[];
}

export const planDown = (facts: DownFacts, {withData}: {withData: boolean}): DownPlan => {
  const step = removalOf(facts, withData);
  const {composeProject, volumes, model} = facts;
  return {
    composeProject,
    steps: step === undefined ? [] : [step],
    notes: withData ? staying(model) : volumes.length > 0 ? [`Data stays: ${namesOf(volumes)}`] : [],
  };
};

type Removable = Pick<DownFacts, 'composeProject' | 'containers' | 'volumes'> &
  Partial<Pick<DownFacts, 'networks'>>;

const removalOf = (
  {composeProject, containers, volumes, networks = []}: Removable,
  withData: boolean,
): (Step & {id: 'remove'}) | undefined => {
  const isData = withData && volumes.length > 0;
  if (containers.length === 0 && networks.length === 0 && !isData) return undefined;
  const what = isData
    ? `all of ${composeProject} with its data: ${namesOf(volumes)}`
    : `the containers and networks of ${composeProject}`;
  return {id: 'remove', does: `Remove ${what}`, risks: isData ? 'data' : 'traffic', limit: 10, undo: []};
};

const namesOf = (volumes: readonly EngineVolume[]): string => volumes.map(({name}) => name).join(', ');

/** Folders of the project and what other projects have as well are never removed. */
const staying = ({services, volumes = {}}: ComposeModel): string[] => {
  const external = Object.values(volumes).flatMap(one => (one?.external ? [one.name ?? ''] : []));
  const folders = Object.values(services).flatMap(({volumes: mounts = []}) =>
    mounts.flatMap(({type, source, target, read_only: closed}) =>
      type === 'bind' &&
      source !== undefined &&
      !closed &&
      DATA.some(place => target === place || target.startsWith(`${place}/`))
        ? [source]
        : [],
    ),
  );
  const all = [...new Set([...external, ...folders])];
  return all.length === 0 ? [] : [`What is no volume of its own stays: ${all.join(', ')}`];
};

/** Where databases keep what they keep. */
const DATA = ['/var/lib/postgresql', '/var/lib/mysql', '/data/db', '/data'];
