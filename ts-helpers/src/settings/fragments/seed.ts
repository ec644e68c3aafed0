import * as z from 'zod/mini';
import {defined, defineSettings} from '../fragment.ts';
import {described, text} from '../keys.ts';

/** What loads test data: a command in a service, or a file of SQL. */
export interface SeedSettings {
  service?: string;
  command?: string;
}

const keys = z.strictObject({
  service: described(
    text,
    'Service in which `command` runs, or else the database that `ops/seed.sql` goes into. Default: `web`, and the only database.',
  ),
  command: described(
    text,
    'Command that loads test data, as `sh -c` reads it. Default: none; `ops/seed.sql` is loaded where there is one.',
  ),
});

export const seed = defineSettings({
  project: {
    seed: described(keys, 'What loads test data once `countable up` has started the project.', {
      service: 'web',
      command: 'python manage.py loaddata demo',
    }),
  },
  organisation: {},
  settle: ({own, given}): {seed: SeedSettings} => ({seed: defined({...own.seed, ...given.seed})}),
});
