import {placeOf} from '../plan/places.ts';
import type {Rule} from '../plan/rule.ts';
import {isOneShot, servicesInProduction} from '../plan/services.ts';

export const restartMissing: Rule = {
  code: 'restart-missing',
  severity: 'warning',
  title: 'A service in production is not restarted',
  why: 'Without `restart:` a service that crashes stays down until somebody sees it, and none comes back when its host was rebooted.',
  mend: 'Set `restart: unless-stopped`; or `restart: "no"` for one that is to end.',
  find: facts =>
    facts.isSwarm
      ? []
      : servicesInProduction(facts)
          .filter(
            ({name, service: {restart, deploy, provider}, environment}) =>
              restart === undefined &&
              !(deploy !== undefined && 'restart_policy' in deploy) &&
              provider === undefined &&
              !isOneShot(name, environment),
          )
          .map(({name, environment}) => ({
            ...placeOf(environment, 'services', name),
            message: `The service ${name} says nothing of \`restart:\` in production.`,
          })),
};
