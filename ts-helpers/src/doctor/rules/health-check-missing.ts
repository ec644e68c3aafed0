import {placeOf} from '../plan/places.ts';
import type {Rule} from '../plan/rule.ts';
import {hasHealthCheck, servicesInProduction} from '../plan/services.ts';

export const healthCheckMissing: Rule = {
  code: 'health-check-missing',
  severity: 'warning',
  title: 'What people reach has no health check',
  why: 'A deploy can only wait until the container runs, not until the site is ready; nothing is rolled without losing requests, and what hangs later is not seen.',
  mend: 'Give it `healthcheck:` with a `test:` that its image can run. If the image of others has a HEALTHCHECK of its own, which cannot be seen here, say it again, or turn this rule off.',
  find: facts =>
    servicesInProduction(facts)
      .filter(({name, service}) => (service.ports ?? []).length > 0 && !hasHealthCheck(name, service, facts))
      .map(({name, environment}) => ({
        ...placeOf(environment, 'services', name),
        message: `The service ${name} publishes a port in production, and neither its definition nor its Dockerfile has a health check.`,
      })),
};
