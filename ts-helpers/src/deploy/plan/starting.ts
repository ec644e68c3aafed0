import type {Container} from '../../compose/model.ts';
import {replicasOf} from '../../health/services.ts';
import {capital, counted} from '../../text/plain.ts';
import {type Course, courseOf} from './course.ts';
import {askedRisks} from './data.ts';
import {inClause} from './dataWords.ts';
import type {DeployFacts} from './facts.ts';
import {type Fate, fatesOf} from './fates.ts';
import {inWords} from './fateWords.ts';
import {type InTheWay, inTheWay, isAlive, orphansOf} from './leaving.ts';
import {heldNotes} from './maintenance.ts';
import {PRODUCTION} from '../../settings/production.ts';
import {doneNotes} from './once.ts';
import {caveatsOf, isTurnedBack} from './proxy.ts';
import {riskOfStarting, touchesData} from './risk.ts';
import {staleNotes} from './stale.ts';
import {type DeployStep, isRoll, type StartAgain} from './step.ts';
import {healthyText, waitLimit} from './waiting.ts';

/** From here on the site is another one; what is stopped for it runs again where it fails. */
export const startSteps = (facts: DeployFacts): DeployStep[] => {
  const obstacles = inTheWay(facts);
  const aside = orphansOf(facts).filter(
    one => isAlive(one) && !obstacles.some(({container}) => container === one),
  );
  const fates = fatesOf(facts, facts.fingerprints);
  const course = courseOf(fates, facts);
  const steps =
    course === undefined ? [allAtOnce(fates, obstacles, facts)] : inTurn(course, obstacles, facts);
  const starting = withNotes(
    steps.map(step => (isRoll(step.id) ? step : withStale(step, fates, facts))),
    doneNotes(facts.once ?? {}, facts.release),
  );
  if (aside.length === 0) return starting;
  return [
    ...starting,
    {
      id: 'setAside',
      does: `Stop ${servicesOf(aside)}, no longer in the compose files, once ${healthyText(facts)}, to see whether all goes well without`,
      risks: 'traffic',
      limit: waitLimit(facts) + facts.minutes.deploy,
      undo: startAgain(aside),
    },
  ];
};

const withNotes = ([first, ...rest]: DeployStep[], notes: readonly string[]): DeployStep[] =>
  first === undefined ? [] : [{...first, ...noted([...(first.notes ?? []), ...notes])}, ...rest];

const withStale = (step: DeployStep, fates: readonly Fate[], facts: DeployFacts): DeployStep => {
  const notes = staleNotes(step.services ?? [], fates, facts);
  return {...step, ...noted([...(step.notes ?? []), ...notes])};
};

const allAtOnce = (
  services: readonly Fate[],
  obstacles: readonly InTheWay[],
  facts: DeployFacts,
): DeployStep => ({id: 'start', ...startingOf(services, obstacles, facts)});

const inTurn = (
  {before, rolled, rest}: Course,
  obstacles: readonly InTheWay[],
  facts: DeployFacts,
): DeployStep[] => {
  const isLast = ({service}: InTheWay) => rest.some(fate => fate.service === service);
  const first = obstacles.filter(one => !isLast(one));
  const start = startingOf(before, first, facts);
  const isNothing = before.length === 0 && first.length === 0;
  return [
    {
      ...start,
      id: 'start',
      does: isNothing ? 'Start nothing before the roll' : `${start.does}, before the roll`,
    },
    ...rolled.map(fate => rollStep(fate, facts)),
    ...(rest.length === 0
      ? []
      : [{id: 'rest' as const, ...startingOf(rest, obstacles.filter(isLast), facts)}]),
  ];
};

const rollStep = (fate: Fate, facts: DeployFacts): DeployStep => {
  const {service} = fate;
  if (fate.does === 'scale') return scaleStep(fate, facts);
  const {model, minutes, proxies} = facts;
  const caveats = caveatsOf(service, proxies, model);
  const settles = facts.release.environment === PRODUCTION && isTurnedBack(service, proxies, model);
  const notes = [...caveats, lateFailure(service, settles)];
  const asked = askedRisks(facts).filter(risk => risk.service === service);
  const most = counted(replicasOf(model.services[service] ?? {}), 'new container');
  const words = capital(inWords([fate]));
  return {
    id: `roll ${service}`,
    does: [
      `${words}: ${most} beside the old, which end once the new ${settles ? 'have settled with the traffic' : 'are healthy'} and nothing is asked of the old`,
      ...asked.map(risk => `as asked, ${inClause(risk)}`),
    ].join('; '),
    services: [fate],
    risks: asked.length > 0 || touchesData(fate, facts) ? 'data' : caveats.length > 0 ? 'traffic' : 'nothing',
    limit: minutes.deploy,
    ...(settles && {settles}),
    ...noted(notes),
    undo: [{deed: 'unroll', service, does: `Remove the new containers of ${service}; the old go on`}],
  };
};

/** Those that there are go on serving, but for those too many. */
const scaleStep = (fate: Fate, {minutes, model, proxies}: DeployFacts): DeployStep => {
  const {service, count: {from, to} = {from: 0, to: 0}} = fate;
  const isMore = to > from;
  const notes = isMore ? [] : caveatsOf(service, proxies, model);
  const how = isMore
    ? `${counted(to - from, 'new container')} beside ${from > 1 ? 'those' : 'the one'} that there ${from > 1 ? 'are' : 'is'}`
    : `${counted(from - to, 'container')} of ${from} ${from - to > 1 ? 'end' : 'ends'} once nothing is asked of ${from - to > 1 ? 'them' : 'it'}`;
  return {
    id: `roll ${service}`,
    does: `${capital(inWords([fate]))}: ${how}`,
    services: [fate],
    risks: notes.length > 0 ? 'traffic' : 'nothing',
    limit: minutes.deploy,
    ...noted(notes),
    undo: [
      {
        deed: 'unroll',
        service,
        does: isMore ? `Remove the new containers of ${service}` : `Leave ${service} as it is`,
      },
    ],
  };
};

/** Where the proof that a service works ends, and what follows it. */
const lateFailure = (service: string, settles: boolean): string =>
  settles
    ? `Where the new ${service} fails while they settle, the old have the traffic back at once. What fails later is brought back by a roll of the old release: until that is healthy its requests fail.`
    : `Where the new ${service} fails after its old containers have ended, the old release is rolled back: until that is healthy its requests fail.`;

type Starting = Omit<DeployStep, 'id'>;

const startingOf = (
  services: readonly Fate[],
  obstacles: readonly InTheWay[],
  facts: DeployFacts,
): Starting => {
  const asked = askedRisks(facts).filter(risk => services.some(({service}) => service === risk.service));
  return {
    does: [start(services, obstacles), ...asked.map(risk => `as asked, ${inClause(risk)}`)].join('; '),
    services,
    risks: asked.length > 0 ? 'data' : riskOfStarting(services, obstacles, facts),
    limit: facts.minutes.deploy,
    ...noted([
      ...services.flatMap(noteOf),
      ...heldNotes(
        facts,
        services
          .filter(({does}) => does !== 'go on' && does !== 'reload' && does !== 'scale')
          .map(({service}) => service),
      ),
    ]),
    undo: startAgain(obstacles.map(({container}) => container)),
  };
};

const noted = (notes: readonly string[]): Pick<DeployStep, 'notes'> => (notes.length > 0 ? {notes} : {});

/** Why the service is away for a moment, and what would change that. */
const noteOf = ({service, does, anew, notRolled}: Fate): string[] => {
  if (notRolled === undefined || anew === 'roll' || does === 'start' || does === 'go on') return [];
  const {why, change, order} = notRolled;
  if (order !== undefined) return [`${service}: ${why} (${order}).`];
  return [`${service} is not rolled: ${why}.${change === undefined ? '' : ` To have it rolled, ${change}.`}`];
};

export const startAgain = (containers: readonly Container[]): StartAgain[] => {
  const ids = [...new Set(containers.map(({id}) => id))];
  return ids.length === 0
    ? []
    : [{deed: 'startAgain', containers: ids, does: `Start ${servicesOf(containers)} again`}];
};

const start = (services: readonly Fate[], obstacles: readonly InTheWay[]): string => {
  const stops = obstacles.map(
    ({container, service, what}) => `${container.service}, whose ${what} ${service} is to get`,
  );
  const words = inWords(services);
  return stops.length > 0 ? `Stop ${stops.join(', and ')}; ${words}` : capital(words);
};

export const servicesOf = (containers: readonly Container[]): string =>
  [...new Set(containers.map(({service}) => service))].join(', ');
