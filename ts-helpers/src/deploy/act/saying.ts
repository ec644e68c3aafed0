import {NOTHING_CHANGED} from '../../result/changes.ts';
import {UserError} from '../../errors/userError.ts';
import type {Voice} from '../../run/voice.ts';
import {awayClause, awayText, untoldText} from '../plan/away.ts';
import type {DeployFacts} from '../plan/facts.ts';
import {comingTexts, servicesOf, serviceTexts} from '../plan/services.ts';
import type {DeployPlan} from '../plan.ts';
import type {Became} from './deeds.ts';

interface SayingNeeds {
  voice: Pick<Voice, 'info'>;
}

/** What will become of the services, before anything is done; a first deploy only creates. */
export const sayPlanned = ({previous, services}: DeployPlan, {voice}: SayingNeeds): void => {
  if (previous === null) return;
  for (const line of comingTexts(services)) voice.info(line);
};

/** Who looks for the cause of a failure sees what was to be another: it is told with the error. */
export const tellPlanned = ({previous, services}: DeployPlan, error: unknown): void => {
  if (previous !== null && error instanceof UserError) error.leaves.planned = serviceTexts(services);
};

/** What became of them, which it returns as well, in sentences. */
export const sayDone = (facts: DeployFacts, {fates, away}: Became, {voice}: SayingNeeds): string[] => {
  const services = servicesOf(fates, {...facts, awayLast: {}});
  const isUntouched = services.every(({does}) => does === 'unchanged');
  const lines = isUntouched ? [untouchedText(facts)] : serviceTexts(services);
  // A first deploy only creates.
  for (const line of facts.previous === undefined && !isUntouched ? [] : lines) voice.info(line);
  const times = timesIn(facts, away);
  for (const line of times) voice.info(line);
  return [...lines, ...times];
};

/** Of a release that came back what was usual before tells nothing. */
export const timesIn = (
  {awayLast, before}: Pick<DeployFacts, 'awayLast' | 'before'>,
  {seconds, untold}: Became['away'],
): string[] => {
  const times = Object.entries(seconds);
  const known =
    before === undefined
      ? times.map(([service, time]) => awayText(service, time, awayLast[service]))
      : times.length > 0
        ? [awayClause(times)]
        : [];
  return untold.length > 0 ? [...known, untoldText(untold)] : known;
};

const untouchedText = ({composeProject, release: {version}, previous}: DeployFacts): string =>
  previous === undefined || previous.version === version
    ? `${NOTHING_CHANGED}: ${composeProject} runs ${version} already`
    : `${NOTHING_CHANGED} from ${previous.version} to ${version}: all services of ${composeProject} go on as they are`;
