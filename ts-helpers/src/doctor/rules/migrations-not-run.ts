import {allStarts, djangoServices} from '../plan/django.ts';
import {placeOf} from '../plan/places.ts';
import type {Rule} from '../plan/rule.ts';

export const migrationsNotRun: Rule = {
  code: 'migrations-not-run',
  severity: 'warning',
  title: 'Nothing migrates the database of a Django project',
  why: 'A deploy brings code that expects tables which are not there, and the site answers with errors until somebody runs `migrate` by hand.',
  mend: 'Run `python manage.py migrate --noinput` in the start-up script, before the server; or in a service of its own that the others wait for.',
  find: facts =>
    djangoServices(facts)
      .filter(({environment}) => !/\bmigrate/.test(allStarts(environment, facts)))
      .map(({name, environment}) => ({
        ...placeOf(environment, 'services', name, 'command'),
        message: `The service ${name} starts Django in ${environment.name}, and nothing there runs \`migrate\`.`,
      })),
};
