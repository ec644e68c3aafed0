import {UserError} from '../../errors/userError.ts';
import type {Voice} from '../../run/voice.ts';
import {awayText} from '../plan/away.ts';
import type {DeployFacts} from '../plan/facts.ts';
import {servicesOf, serviceTexts} from '../plan/services.ts';
import type {DeployPlan} from '../plan.ts';
import type {Became} from './deeds.ts';

interface SayingNeeds {
  voice: Pick<Voice, 'info'>;
}

/** What will become of the services, before anything is done; a first deploy only creates. */
export const sayPlanned = ({previous, services}: DeployPlan, {voice}: SayingNeeds): void => {
  if (previous === null) return;
  for (const line of serviceTexts(services)) voice.info(line);
};

/** Who looks for the cause of a failure sees what was to be another: it is told with the error. */
export const tellPlanned = ({previous, services}: DeployPlan, error: unknown): void => {
  if (previous !== null && error instanceof UserError) error.leaves.planned = serviceTexts(services);
};

/** What became of them, which it returns as well, in sentences. */
export const sayDone = (facts: DeployFacts, {fates, away}: Became, {voice}: SayingNeeds): string[] => {
  const services = servicesOf(fates, {...facts, awayLast: {}});
  const times = Object.entries(away).map(([service, seconds]) =>
    awayText(service, seconds, {last: facts.awayLast[service], isBack: facts.before !== undefined}),
  );
  for (const line of times) voice.info(line);
  const isUntouched = services.every(({does}) => does === 'unchanged');
  const untouched = untouchedText(facts);
  if (isUntouched) voice.info(untouched);
  return [...(isUntouched ? [untouched] : serviceTexts(services)), ...times];
};

const untouchedText = ({composeProject, release: {version}, previous}: DeployFacts): string =>
  previous === undefined || previous.version === version
    ? `Nothing changed: ${composeProject} runs ${version} already`
    : `Nothing changed from ${previous.version} to ${version}: all services of ${composeProject} go on as they are`;
