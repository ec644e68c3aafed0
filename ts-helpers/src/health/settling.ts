import type {ComposeModel, ComposeService} from '../compose/model.ts';
import type {Settings} from '../settings/settings.ts';
import {needs} from '../compose/dependencies.ts';

/** wait-for-it gives up after 15 s, PyMySQL, mysql2 and ioredis after 10. */
const SETTLE_S = 20;
/** Who visits a site is the first to find what dies late. */
const PRODUCTION_SETTLE_S = 30;
/** How long clients of MongoDB look for their server before they give up. */
const MONGODB_S = 30;
/** Between the end of a service's patience and its own. */
const MARGIN_S = 5;

/** For how many milliseconds a service has to run to count as up, of which half of the time that there is must be left. */
export const settleTime = (
  service: string,
  {services}: Pick<ComposeModel, 'services'>,
  {
    settle,
    minutes,
    isProduction = false,
  }: Pick<Settings['health'], 'settle' | 'minutes'> & {isProduction?: boolean},
): number => {
  const least = isProduction ? PRODUCTION_SETTLE_S : SETTLE_S;
  const seconds = settle ?? Math.max(least, patienceOf(service, services) + MARGIN_S);
  return Math.min(seconds, minutes * 30) * 1_000;
};

/** For how many seconds the service may wait for another before it gives up, as far as its compose file shows. */
const patienceOf = (name: string, services: ComposeModel['services']): number => {
  const {entrypoint, command, environment = {}} = services[name] ?? {};
  const usesMongo =
    Object.values(environment).some(value => /\bmongodb(?:\+srv)?:\/\//.test(String(value))) ||
    needs(name, {services}).some(other => isMongo(services[other] ?? {}));
  return Math.max(usesMongo ? MONGODB_S : 0, waitsFor([entrypoint, command].flat().map(String)));
};

const isMongo = ({image = ''}: ComposeService): boolean =>
  /^mongo(?:db)?(?:-|$)/.test(image.split('/').at(-1)?.split(/[:@]/, 1)[0] ?? '');

/** Scripts that wait for another service, and for how long at most: `wait-for-it db:5432 -t 60`, `dockerize -timeout 60s`. */
const waitsFor = (words: readonly string[]): number => {
  const line = words.join(' ');
  if (!/\b(?:wait-for|wait4|wait-on|wait_for|dockerize)/.test(line)) return 0;
  const [, seconds = '0'] = /\s--?t(?:imeout)?[ =](\d{1,4})s?(?:\s|$)/.exec(line) ?? [];
  return Number(seconds);
};
