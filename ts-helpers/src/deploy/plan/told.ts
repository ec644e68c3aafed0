import {capital} from '../../text/plain.ts';
import {clausesOf, inPast, inWords} from './fateWords.ts';
import type {Fate} from './fates.ts';
import {type DeployStep, isRoll} from './step.ts';

type Told = Pick<DeployStep, 'id' | 'does' | 'services'>;

/** What is said of a step as it begins: what was open is known by then. Undefined where the plan's own words hold. */
export const begun = (step: Told, became: readonly Fate[]): string | undefined => {
  const {does, services = []} = step;
  const now = known(services, became);
  if (!services.some(one => one.does === 'if changed') || now.length < services.length) return undefined;
  const [only] = now;
  if (isRoll(step.id) && only?.does === 'go on') return `${only.service} goes on: nothing to roll`;
  const [planned, settled] = [inWords(services), inWords(now)];
  return does.includes(planned)
    ? does.replace(planned, settled)
    : does.replace(capital(planned), capital(settled));
};

/** What is said of it once it is done. Undefined where the same words hold. */
export const done = (step: Told, became: readonly Fate[]): string | undefined => {
  const {id, does, services} = step;
  if (id === 'watch') return capital(does.slice(WAIT.length));
  if (services === undefined) return undefined;
  const now = known(services, became);
  const changed = now.filter(one => one.does !== 'go on');
  if (now.length === 0) return services.length === 0 ? 'Nothing to start before the roll' : undefined;
  const [only] = now;
  if (isRoll(id) && only !== undefined)
    return only.does === 'go on' ? `${only.service} goes on: nothing rolled` : capital(inPast([only]));
  return changed.length === 0
    ? `${clausesOf(now).join('; ')}: nothing started or restarted`
    : capital(inPast(now));
};

export const WAIT = 'Wait until ';

const known = (services: readonly Fate[], became: readonly Fate[]): Fate[] =>
  services.flatMap(({service}) => became.find(one => one.service === service) ?? []);
