import type {Proxy} from '../deploy/plan.ts';
import {UserError} from '../errors/userError.ts';
import type {Step} from '../result/step.ts';

/** A container that answers with the page. */
export interface PageContainer {
  id: string;
  since: string;
  by: string;
}

/** A proxy that the page can be served through, or why not. */
export interface Through {
  proxy: Proxy;
  /** The image that it runs of. */
  image: string;
  /** Names that it passes requests on to. */
  names: readonly string[];
  ports: readonly number[];
  /** Whether it leads to the page now. */
  isHeld: boolean;
  /** Undefined: it can. */
  hindrance: string | undefined;
}

export interface MaintenanceState {
  environment: string;
  composeProject: string;
  isOn: boolean;
  since: string | null;
  by: string | null;
  /** Services that are proxies, and lead to the page. */
  through: string[];
}

export interface MaintenanceFacts {
  environment: string;
  composeProject: string;
  pages: readonly PageContainer[];
  proxies: readonly Through[];
}

export interface MaintenanceStep extends Step {
  id: 'serve' | 'turn' | 'back' | 'remove';
}

export interface MaintenancePlan {
  maintenance: MaintenanceState;
  steps: MaintenanceStep[];
}

export const stateOf = ({
  environment,
  composeProject,
  pages,
  proxies,
}: MaintenanceFacts): MaintenanceState => {
  const through = proxies.filter(({isHeld}) => isHeld).map(({proxy}) => proxy.service);
  const [page] = pages;
  const isOn = page !== undefined && through.length > 0;
  return {
    environment,
    composeProject,
    isOn,
    since: (isOn && page.since) || null,
    by: (isOn && page.by) || null,
    through,
  };
};

/** Throws MAINTENANCE_UNSERVED where a proxy would let people through, or there is none. */
export const planOn = (facts: MaintenanceFacts): MaintenancePlan => {
  const hindered = facts.proxies.find(({hindrance}) => hindrance !== undefined);
  if (hindered !== undefined) throw unserved(facts, hindered.hindrance ?? '');
  if (facts.proxies.length === 0)
    throw unserved(facts, 'no nginx of the project runs that passes requests on by names');
  const services = facts.proxies.map(({proxy}) => proxy.service).join(', ');
  return {
    maintenance: stateOf(facts),
    steps: [
      {...QUICK, id: 'serve', does: 'Start a container with the page', undo: [DROP]},
      {
        ...QUICK,
        id: 'turn',
        does: `Lead ${services} to the page; what is under way ends first, for up to 30 seconds`,
        risks: 'traffic',
        undo: [RETURN],
      },
      ...(facts.pages.length > 0 ? [REMOVE] : []),
    ],
  };
};

/** Nothing where nothing of it is left. */
export const planOff = (facts: MaintenanceFacts): MaintenancePlan => {
  const held = facts.proxies.filter(({isHeld}) => isHeld).map(({proxy}) => proxy.service);
  const back: MaintenanceStep = {
    ...QUICK,
    id: 'back',
    does: `Lead ${held.join(', ')} to the site again`,
    undo: [],
  };
  return {
    maintenance: stateOf(facts),
    steps: [...(held.length > 0 ? [back] : []), ...(facts.pages.length > 0 ? [REMOVE] : [])],
  };
};

const QUICK = {risks: 'nothing', limit: 3} as const;
const DROP = {deed: 'drop', does: 'Remove the container with the page'};
const RETURN = {deed: 'return', does: 'Lead the proxies to where they led before'};
const REMOVE: MaintenanceStep = {
  ...QUICK,
  id: 'remove',
  does: 'Remove the container with the page of before',
  undo: [],
};

const unserved = ({environment}: MaintenanceFacts, why: string): UserError =>
  new UserError('MAINTENANCE_UNSERVED', `The page of maintenance cannot be served: ${why}.`, {
    where: environment,
  });
