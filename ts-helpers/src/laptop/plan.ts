import type {ComposeModel} from '../compose/model.ts';
import {isFixed} from '../compose/hostPorts.ts';
import {type Probe, probesOf} from '../health/probes.ts';
import type {Step} from '../result/step.ts';
import type {Settings} from '../settings/settings.ts';
import {dataText, neededFor} from './plan/data.ts';
import {removalOf} from './plan/down.ts';
import type {UpFacts} from './plan/facts.ts';
import type {Settled} from './plan/files.ts';
import {staying} from './plan/kept.ts';

export {type DownFacts, type DownPlan, planDown} from './plan/down.ts';

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
const isFresh = (facts: UpFacts): boolean => hasNothing(facts) && facts.heldBefore.length === 0;

const hasNothing = ({volumes, containers}: UpFacts): boolean =>
  volumes.length === 0 && containers.length === 0;

const dataNotes = (facts: UpFacts, {isReset, withData}: Required<UpWanted>): string[] => {
  const {data, isDue, heldBefore} = facts;
  if (data.kind !== 'none') {
    const isOver = hasNothing(facts) && heldBefore.length > 0;
    if (!isOver || isReset || withData || isDue) return [];
    return [
      `No test data is loaded over what is there: ${heldBefore.join(', ')}. countable up --data does that.`,
    ];
  }
  const isAsked = withData && !isReset;
  const isWanted = isAsked || (data.isMissed && (isReset || isFresh(facts) || isDue));
  return isWanted ? [`No test data: ${data.why}.`] : [];
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
