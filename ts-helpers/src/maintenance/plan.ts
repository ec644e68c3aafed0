import {isAlive, isInPlace, unserved} from '../deploy/plan.ts';
import {type MaintenanceFacts, type MaintenanceStep, servicesOf, wayOf} from './plan/facts.ts';
import {portsText, publishedBy} from './plan/ports.ts';
import {type MaintenanceState, stateOf} from './plan/state.ts';

export type {MaintenanceFacts, MaintenanceStep} from './plan/facts.ts';
export {type MaintenanceState, stateOf} from './plan/state.ts';

export interface MaintenancePlan {
  maintenance: MaintenanceState;
  steps: MaintenanceStep[];
}

/** Throws MAINTENANCE_UNSERVED where no proxy leads to a page, and none can stand in the place of what runs. */
export const planOn = (facts: MaintenanceFacts): MaintenancePlan => ({
  maintenance: stateOf(facts),
  steps: [
    ...(wayOf(facts) === 'proxy' ? throughProxies(facts) : inPlace(facts)),
    ...(facts.pages.length > 0 ? [REMOVE] : []),
  ],
});

/** Nothing where nothing of it is left. */
export const planOff = (facts: MaintenanceFacts): MaintenancePlan => {
  const {pages, proxies, publishers, idle} = facts;
  const held = proxies.filter(one => one.held.length > 0).map(({proxy}) => proxy);
  const stopped = pages.flatMap(page => page.stopped);
  const replaced = servicesOf([...publishers.filter(({id}) => stopped.includes(id)), ...idle]);
  const isPageThere = pages.some(isInPlace);
  const steps: (MaintenanceStep | false)[] = [
    held.length > 0 && {
      ...QUICK,
      id: 'back',
      does: `Lead ${servicesOf(held)} to the site again`,
      undo: [],
    },
    (isPageThere || replaced !== '') && {
      ...QUICK,
      id: 'giveBack',
      does: givingBack(replaced, isPageThere),
      risks: 'traffic',
      undo: isPageThere ? [{deed: 'page', does: 'Let the page answer again'}] : [],
    },
    pages.length > 0 && REMOVE,
    replaced !== '' && {
      ...QUICK,
      id: 'see',
      does: `Wait until ${replaced} is up, and healthy where that is checked`,
      limit: 30,
      undo: [],
    },
  ];
  return {maintenance: stateOf(facts), steps: steps.filter(step => step !== false)};
};

const givingBack = (replaced: string, isPageThere: boolean): string => {
  if (!isPageThere) return `Start ${replaced}, which people reach and which does not run`;
  return replaced === ''
    ? 'Stop the page; what was stopped for it is gone, and only a deploy brings it back'
    : `Stop the page, and start ${replaced} again; for a moment nobody answers`;
};

const QUICK = {risks: 'nothing', limit: 5} as const;
const DROP = {deed: 'drop', does: 'Remove the container with the page'};
const REMOVE: MaintenanceStep = {
  ...QUICK,
  id: 'remove',
  does: 'Remove the container with the page of before',
  undo: [],
};

const throughProxies = ({proxies, publishers}: MaintenanceFacts): MaintenanceStep[] => {
  const others = publishers.filter(
    one => isAlive(one) && !proxies.some(({proxy}) => proxy.container === one.id),
  );
  const beside =
    others.length === 0
      ? ''
      : `; ${servicesOf(others)} goes on to answer at ${portsText(publishedBy(others))}, by no proxy`;
  return [
    {...QUICK, id: 'serve', does: 'Start a container with the page', undo: [DROP]},
    {
      ...QUICK,
      id: 'turn',
      does: `Lead ${servicesOf(proxies.map(({proxy}) => proxy))} to the page; what is under way ends first, for up to 30 seconds${beside}`,
      undo: [{deed: 'return', does: 'Lead the proxies to where they led before'}],
    },
  ];
};

const inPlace = (facts: MaintenanceFacts): MaintenanceStep[] => {
  const {publishers, environment, image, idle} = facts;
  const hindrance = facts.proxies.find(one => one.hindrance !== undefined)?.hindrance;
  if (publishers.length === 0)
    throw unserved(
      environment,
      hindrance ?? 'nothing of it is here that people reach at a port of this host',
    );
  if (image === undefined)
    throw unserved(environment, 'no image of nginx is here that could answer in the place of what runs', {
      remedy: `Fetch one: docker pull nginx:stable. Or name one that is here: countable maintenance on ${environment} --image IMAGE`,
    });
  const services = servicesOf(publishers);
  const ports = publishedBy(publishers);
  const why = hindrance === undefined ? '' : ` (no proxy can lead to it: ${hindrance})`;
  const secure = ports.some(({port}) => port === 443) ? '; at 443 without TLS, which browsers refuse' : '';
  return [
    {...QUICK, id: 'make', does: 'Make a container with the page', undo: [DROP]},
    {
      ...QUICK,
      id: 'replace',
      does:
        idle.length > 0
          ? `Let the page answer at ${portsText(ports)} in the place of ${services}, which does not run${secure}`
          : `Stop ${services}, and let the page answer at ${portsText(ports)}${why}; for a moment nobody answers${secure}`,
      risks: 'traffic',
      undo: idle.length > 0 ? [] : [{deed: 'return', does: `Let ${services} answer again`}],
    },
  ];
};
