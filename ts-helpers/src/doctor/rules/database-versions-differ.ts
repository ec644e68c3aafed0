import {type Engine, engineOf, seriesOf, versionIn} from '../../compose/engine.ts';
import {placeOf, writtenAt} from '../plan/places.ts';
import type {Rule} from '../plan/rule.ts';
import {deployedServices, servicesInProduction, servicesOf} from '../plan/services.ts';

export const databaseVersionsDiffer: Rule = {
  code: 'database-versions-differ',
  severity: 'warning',
  title: 'A database is of another version than in production',
  why: 'What works on a laptop, in tests or on stage may not work in production; and a backup of the one is not to be restored into the other.',
  mend: 'Name its image once, in the base, for all environments. Where production moves to another version, move the others first.',
  find: facts => {
    const production = new Map(servicesInProduction(facts).map(one => [one.name, one]));
    const isDeployed = new Set(deployedServices(facts).map(({environment}) => environment));
    return servicesOf(facts).flatMap(({name, service, environment}) => {
      const there = production.get(name);
      if (there === undefined || there.environment === environment) return [];
      const [engine, wanted] = [engineOf(service.image), engineOf(there.service.image)];
      if (engine === undefined || engine.kind !== wanted?.kind || engine.isInMemory) return [];
      const images = [one(name, environment), one(name, there.environment)];
      if (images.some(written => written?.includes('$'))) return [];
      const [own, other] = [seriesIn(engine, service.image), seriesIn(engine, there.service.image)];
      return own === undefined || other === undefined || own === other
        ? []
        : [
            {
              ...placeOf(environment, 'services', name, 'image'),
              message: `The service ${name} is ${engine.title} ${own} in ${environment.name}, and ${other} in production.`,
              ...(!isDeployed.has(environment) && {severity: 'note' as const}),
            },
          ];
    });
  },
};

const one = (name: string, environment: Parameters<typeof writtenAt>[0]): string | undefined =>
  writtenAt(environment, 'services', name, 'image');

const seriesIn = (engine: Engine, image: string | undefined): string | undefined => {
  const version = versionIn(engine, image);
  const series = version === undefined ? undefined : seriesOf(engine, version);
  return series?.isWhole === true ? series.is : undefined;
};
