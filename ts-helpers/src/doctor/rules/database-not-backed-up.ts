import {engineOf} from '../../compose/engine.ts';
import {placeOf} from '../plan/places.ts';
import type {Rule} from '../plan/rule.ts';
import {servicesInProduction} from '../plan/services.ts';

export const databaseNotBackedUp: Rule = {
  code: 'database-not-backed-up',
  severity: 'warning',
  title: 'No backup takes a database of production',
  why: '`backup: none`, or its name in `backup: {leave}`, leaves it out: what is in it is gone with the disk, or with the first wrong command.',
  mend: 'Leave `backup: none` and its name in `leave:` out of countable.yml, and every nightly backup takes it. A cache without a volume needs none.',
  find: facts =>
    servicesInProduction(facts).flatMap(({name, service, environment}) => {
      const engine = engineOf(service.image);
      const isLeft = facts.backup.isNone || facts.backup.leave.includes(name);
      return engine === undefined || engine.isInMemory || !isLeft || (service.volumes ?? []).length === 0
        ? []
        : [
            {
              ...placeOf(environment, 'services', name),
              message: `${engine.title} of the service ${name} keeps data in production, and ${facts.backup.isNone ? '`backup: none`' : '`backup: {leave}`'} leaves it out.`,
            },
          ];
    }),
};
