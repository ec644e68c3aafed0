import {placeOf, writtenAt} from '../plan/places.ts';
import type {Rule} from '../plan/rule.ts';
import {deployedServices} from '../plan/services.ts';

export const containerNameFixed: Rule = {
  code: 'container-name-fixed',
  severity: 'warning',
  title: 'A container has a name that only one can have',
  why: 'Two environments of the project do not run on one host, tests do not run beside them, and the service is away for a moment at each deploy: the old container has the name still.',
  mend: 'Leave `container_name:` out: other services reach it by the name of the service, and people with `docker compose exec`.',
  find: facts =>
    deployedServices(facts).flatMap(({name, service: {container_name: own}, environment}) => {
      const written = writtenAt(environment, 'services', name, 'container_name') ?? own;
      return own === undefined || written?.includes('$') === true
        ? []
        : [
            {
              ...placeOf(environment, 'services', name, 'container_name'),
              message: `The container of the service ${name} is always called ${own}.`,
            },
          ];
    }),
};
