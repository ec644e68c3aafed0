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

/** What became of them, which it returns as well, in sentences. */
export const sayDone = (facts: DeployFacts, {fates, away}: Became, {voice}: SayingNeeds): string[] => {
  const services = servicesOf(fates, {...facts, awayLast: {}});
  const times = Object.entries(away).map(([service, seconds]) =>
    awayText(service, seconds, facts.awayLast[service]),
  );
  for (const line of times) voice.info(line);
  const isUntouched = services.every(({does}) => does === 'unchanged');
  if (isUntouched) voice.info(`Nothing changed: all services of ${facts.composeProject} go on as they are`);
  return [...(isUntouched ? ['Nothing changed'] : serviceTexts(services)), ...times];
};
