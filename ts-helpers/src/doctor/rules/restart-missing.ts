import type {Edit} from '../plan/edits.ts';
import type {EnvironmentFacts} from '../plan/facts.ts';
import {placeOf} from '../plan/places.ts';
import type {Rule} from '../plan/rule.ts';
import {isOneShot, servicesInProduction} from '../plan/services.ts';

export const restartMissing: Rule = {
  code: 'restart-missing',
  severity: 'warning',
  title: 'A service in production is not restarted',
  why: 'Without `restart:` a service that crashes stays down until somebody sees it, and none comes back when its host was rebooted.',
  mend: 'Set `restart: unless-stopped`; or `restart: "no"` for one that is to end.',
  fix: 'Adds `restart: unless-stopped` in the file of production.',
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
            edits: restarting(name, environment),
          })),
};

/** In the file of production: what restarts there would restart tests for ever elsewhere. */
const restarting = (name: string, {files: [, file]}: EnvironmentFacts): Edit[] =>
  file === undefined
    ? []
    : [{file, kind: 'value', path: ['services', name, 'restart'], value: 'unless-stopped'}];
