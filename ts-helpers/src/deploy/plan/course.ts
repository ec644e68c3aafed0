import type {ComposeModel, Container} from '../../compose/model.ts';
import {needs} from '../../compose/dependencies.ts';
import type {DeployFacts} from './facts.ts';
import type {Fate} from './fates.ts';
import {endingWith} from './networks.ts';
import {endedWell} from './once.ts';

/** Of the services of a deploy in which some are rolled: what comes first, one after the other, and what is left for the end. */
export interface Course {
  /** What the rolled need, what does its work once, and what has ended for its network; the old ones go on serving meanwhile. */
  before: readonly Fate[];
  /** Whoever another depends on comes before it. */
  rolled: readonly Fate[];
  rest: readonly Fate[];
}

/** Undefined where nothing is rolled: then Compose brings all up in one go. */
export const courseOf = (
  fates: readonly Fate[],
  facts: Pick<DeployFacts, 'model' | 'containers' | 'networks'>,
): Course | undefined => {
  const {model, containers} = facts;
  const rolling = fates.filter(isRolled);
  if (rolling.length === 0) return undefined;
  const isOf = (all: readonly Fate[], name: string) => all.some(({service}) => service === name);
  const once = onceIn(fates, containers).filter(
    ({service}) => !needs(service, model).some(name => isOf(rolling, name)),
  );
  // Those have ended by then, for their network: they do not wait for a roll.
  const ended = endingWith(facts).map(({service}) => service);
  const first = [...once.map(({service}) => service), ...ended];
  const needed = new Set([
    ...first,
    ...[...rolling.map(({service}) => service), ...first].flatMap(name => needs(name, model)),
  ]);
  const before = fates.filter(fate => needed.has(fate.service) && !isRolled(fate));
  return {
    before,
    rolled: [...rolling].sort((one, other) => depth(one, model) - depth(other, model)),
    rest: fates.filter(fate => !isRolled(fate) && !before.includes(fate)),
  };
};

/** Those of which containers come or go while others of them serve. */
export const isRolled = ({does, anew}: Fate): boolean =>
  does === 'roll' || ((does === 'if changed' || does === 'scale') && anew === 'roll');

/** What ended well last time, and nobody starts again. */
const onceIn = (fates: readonly Fate[], containers: readonly Container[]): Fate[] =>
  fates.filter(({service, does}) => does === 'start' && endedWell(service, containers));

const depth = ({service}: Fate, model: ComposeModel): number => needs(service, model).length;

/** How far a service has to be before those that depend on it are rolled; `settled` is up, or ended well. */
export type Condition = 'completed' | 'healthy' | 'settled' | 'started';

/** The strictest that any other waits for. */
export const conditionOn = (
  name: string,
  {model, containers}: {model: ComposeModel; containers: readonly Container[]},
): Condition => {
  const asked = Object.values(model.services).map(({depends_on: needed = {}}) => needed[name]?.condition);
  if (asked.includes('service_completed_successfully')) return 'completed';
  if (asked.includes('service_healthy')) return 'healthy';
  return endedWell(name, containers) ? 'settled' : 'started';
};
