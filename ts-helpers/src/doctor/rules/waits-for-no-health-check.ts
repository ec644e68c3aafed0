import {placeOf} from '../plan/places.ts';
import type {Rule} from '../plan/rule.ts';
import {hasHealthCheck, servicesOf} from '../plan/services.ts';

export const waitsForNoHealthCheck: Rule = {
  code: 'waits-for-no-health-check',
  severity: 'warning',
  title: 'A service waits for health that nothing asks about',
  why: '`condition: service_healthy` never holds for a service without a health check: Compose gives up with an error, and nothing starts.',
  mend: 'Give the service that is waited for `healthcheck:` in its definition. If its image has a HEALTHCHECK of its own, which cannot be seen here, this holds all the same, and saying it again makes that certain.',
  find: facts =>
    servicesOf(facts).flatMap(({name, service: {depends_on: needed = {}}, environment}) =>
      Object.entries(needed).flatMap(([other, {condition}]) => {
        const service = environment.model.services[other];
        return condition !== 'service_healthy' || !service || hasHealthCheck(other, service, facts)
          ? []
          : [
              {
                ...placeOf(environment, 'services', name, 'depends_on', other),
                message: `The service ${name} waits until ${other} is healthy, and no health check of ${other} is to be seen.`,
              },
            ];
      }),
    ),
};
