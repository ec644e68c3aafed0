import {placeOf} from '../plan/places.ts';
import type {Rule} from '../plan/rule.ts';
import {servicesOf} from '../plan/services.ts';

/** They begin again also what ended well. */
const ENDLESS = ['always', 'unless-stopped'];

export const waitsForNoEnd: Rule = {
  code: 'waits-for-no-end',
  severity: 'error',
  title: 'A service waits for the end of one that is always restarted',
  why: 'What ended well is begun again by `restart: always` and `unless-stopped`: a migration runs over and over, beside the service that waited for it.',
  mend: 'Set `restart: "no"`, or `on-failure`, for the service that is to end.',
  fix: 'Sets `restart: "no"` for the service that is to end.',
  find: facts =>
    servicesOf(facts).flatMap(({name, service: {depends_on: needed = {}}, environment}) =>
      Object.entries(needed).flatMap(([other, {condition}]) => {
        const restart = environment.model.services[other]?.restart ?? 'no';
        const place = placeOf(environment, 'services', other, 'restart');
        return condition !== 'service_completed_successfully' || !ENDLESS.includes(restart)
          ? []
          : [
              {
                ...place,
                message: `The service ${name} waits until ${other} has ended, and ${other} has \`restart: ${restart}\`.`,
                edits: [
                  {
                    file: place.file,
                    kind: 'value',
                    path: ['services', other, 'restart'],
                    value: '"no"',
                  },
                ],
              },
            ];
      }),
    ),
};
