import {isDatabase} from '../../compose/database.ts';
import {isPublic} from '../../compose/hostPorts.ts';
import {placeOfPort} from '../plan/places.ts';
import type {Rule} from '../plan/rule.ts';
import {deployedServices} from '../plan/services.ts';

export const databasePortPublished: Rule = {
  code: 'database-port-published',
  severity: 'error',
  title: 'A database is published where others reach it',
  why: 'Docker opens the port past the firewall of most hosts, so that anybody may try passwords at it. Services reach it by its name without that.',
  mend: 'Leave `ports:` of the database out; to look into it by hand, publish it on `127.0.0.1:` and go there through ssh.',
  find: facts =>
    deployedServices(facts).flatMap(({name, service, environment}) =>
      (service.ports ?? [])
        .filter(port => isDatabase(service, port) && isPublic(port))
        .map(port => ({
          ...placeOfPort(environment, name, port),
          message: `The service ${name} publishes its database port ${port.target} in ${environment.name}.`,
        })),
    ),
};
