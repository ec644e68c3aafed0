import type {Container} from '../../compose/model.ts';
import {DSN_VARIABLE} from '../plan/errorTracking.ts';
import {type Condition, conditionOn} from '../plan/course.ts';
import type {Fate} from '../plan/fates.ts';
import {type DeployStep, isRoll} from '../plan.ts';
import {staleAfter} from '../plan/stale.ts';
import {networkHeld} from '../plan/maintenance.ts';
import {UserError} from '../../errors/userError.ts';
import type {Files} from '../../outside/files.ts';
import type {Voice} from '../../run/voice.ts';
import {bringUp} from '../../services/bringUp.ts';
import {explaining} from '../../services/explaining.ts';
import {refuseNewcomers} from '../gather/elsewhere.ts';
import {dsnInUse} from '../gather/fingerprints.ts';
import type {Gathered} from '../gather.ts';
import type {Leaving} from './leaving.ts';
import {hold} from './maintenance/hold.ts';
import {placedProject} from './placed.ts';
import {writeRelease} from './release.ts';
import {bringInLayers} from './swarm.ts';
import {lookUpAgain} from './proxy/lookingUp.ts';
import {createReloading} from './reloading.ts';
import type {Rolling, RollNeeds} from './roll.ts';
import {awaitStanding} from './standing.ts';
import type {Tracking} from './tracking.ts';

export interface BringingNeeds extends RollNeeds {
  files: Files;
  voice: Voice;
  tracking: Tracking | undefined;
  leaving: Leaving;
  rolling: Rolling;
}

/** The deeds by which services come up. */
export interface Bringing {
  start(step: DeployStep): Promise<void>;
  roll(step: DeployStep): Promise<void>;
  rest(step: DeployStep): Promise<void>;
  became(): Brought;
}

export interface Brought {
  /** What became of the services. */
  fates: readonly Fate[];
  /** Ids of the images that they are made of, by name. */
  ids: ReadonlyMap<string, string>;
  /** Whether what came up reports errors. */
  isTracked: boolean;
}

export const createBringing = (
  gathered: Gathered,
  steps: readonly DeployStep[],
  needs: BringingNeeds,
): Bringing => {
  const {facts} = gathered;
  const {tracking, leaving, rolling} = needs;
  const isRolled = steps.some(({id}) => isRoll(id));
  const reloading = createReloading(gathered, needs);
  const composing = composingOf(gathered, needs);
  let dsn: string | undefined;
  let fates: readonly Fate[] = [];
  let ids: ReadonlyMap<string, string> = new Map();
  // There is nothing to tell Compose, nor anybody who could be in its way.
  const isAsBefore = () => facts.swarm === undefined && fates.every(({does}) => does === 'go on');
  const bring = async ({services = []}: DeployStep): Promise<void> => {
    const names = services.map(({service}) => service);
    await composing.explained(() => leaving.makeWay(isRolled ? names : undefined));
    if (isRolled && names.length === 0) return;
    if (facts.swarm) await bringInLayers(gathered, needs, which => composing.up(dsn, which));
    else if (!isAsBefore())
      for (const which of inPartsOf(names, isRolled, facts)) await composing.up(dsn, which);
    if (facts.maintenance !== undefined) await hold(facts, one => names.includes(one), needs);
    await reloading.reload(services);
    await lookUpAgain(staleAfter(services, fates, facts), needs);
  };

  return {
    async start(step) {
      dsn = gathered.kept ? await keptDsn(gathered, needs) : await tracking?.dsn();
      const services = steps.flatMap(one => one.services ?? []);
      await composing.explained(async () => {
        const {onLine} = composing;
        ({fates, ids} = await writeRelease(gathered, {services, dsn, onLine}, needs));
      });
      if (!isAsBefore()) await refuseNewcomers(facts, gathered.record, needs);
      await reloading.begin(fates);
      await bring(step);
      if (isRolled) await awaitNeeded(step, gathered, needs);
    },

    async roll({services = [], settles = false}) {
      for (const {service} of services) {
        const fate = fates.find(one => one.service === service);
        const add = (until: number) => composing.add(dsn, {service, until});
        if (fate?.does === 'scale') await rolling.scale(service, add);
        else if (fate?.does !== 'go on') await rolling.roll({service, settles}, add);
      }
    },

    rest: bring,

    became: () => ({fates, ids, isTracked: dsn !== undefined}),
  };
};

/** While maintenance is on proxies come last, so that they are led to its page a moment after they run. */
const inPartsOf = (
  names: readonly string[],
  isRolled: boolean,
  {maintenance, proxies}: Gathered['facts'],
): {services?: readonly string[]; isAlone?: boolean}[] => {
  const isLast = (name: string) => maintenance !== undefined && proxies.some(({service}) => service === name);
  const [first, last] = [names.filter(name => !isLast(name)), names.filter(isLast)];
  if (first.length === 0 || last.length === 0) return [isRolled ? {services: names, isAlone: true} : {}];
  return [
    {services: first, isAlone: isRolled},
    {services: last, isAlone: true},
  ];
};

/** Compose on the project as it stands in the deploy folder, explained where it fails. */
const composingOf = (
  gathered: Gathered,
  {docker, clock, compose, voice}: Pick<BringingNeeds, 'docker' | 'clock' | 'compose' | 'voice'>,
) => {
  const {request, facts, began} = gathered;
  const placed = placedProject(gathered);
  const onLine = (line: string) => {
    voice.output(line);
  };
  const about = {
    doing: 'up' as const,
    composeProject: facts.composeProject,
    minutes: request.project.settings.health.minutes,
    facts,
    began,
  };
  const told = (dsn: string | undefined) => ({
    onLine,
    variables: dsn === undefined ? {} : {[DSN_VARIABLE]: dsn},
  });
  const needs = {docker, clock, voice};
  return {
    onLine,
    explained: (work: () => Promise<void>) => explaining(about, docker, work),
    up: (dsn: string | undefined, which: {services?: readonly string[]; isAlone?: boolean}) =>
      bringUp(about, needs, () => compose.up(placed, {...which, ...told(dsn)})).catch((error: unknown) => {
        throw (error instanceof UserError && networkHeld(error, facts)) || error;
      }),
    add: (dsn: string | undefined, which: {service: string; until: number}) =>
      bringUp(about, needs, () => compose.add(placed, {...which, ...told(dsn)})),
  };
};

/** What is rolled comes up beside them, and Compose asks for them no more. */
const awaitNeeded = async (
  {services = []}: DeployStep,
  {facts, request, began}: Gathered,
  needs: BringingNeeds,
): Promise<void> => {
  for (const {service} of services) {
    const condition = conditionOn(service, facts);
    if (condition === 'started') continue;
    const isReady = READY[condition];
    await awaitStanding(
      {
        services: [service],
        isAsked: one => one.service === service,
        ...(isReady !== undefined && {isReady}),
        // A migration takes its time, as the step has it.
        minutes: condition === 'healthy' ? request.project.settings.health.minutes : facts.minutes.deploy,
      },
      {request, facts, began},
      needs,
    );
  }
};

const READY: Record<Exclude<Condition, 'started'>, ((one: Container) => boolean) | undefined> = {
  completed: ({state, exitCode}) => state === 'exited' && exitCode === 0,
  healthy: ({health}) => health === 'healthy',
  settled: undefined,
};

const keptDsn = async (
  {kept, facts}: Gathered,
  {docker, voice}: Pick<BringingNeeds, 'docker' | 'voice'>,
): Promise<string | undefined> => {
  const dsn = kept?.isTracked ? await dsnInUse(facts.containers, docker) : undefined;
  if (dsn !== undefined) voice.hide(dsn);
  return dsn;
};
