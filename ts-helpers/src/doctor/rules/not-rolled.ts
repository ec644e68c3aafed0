import {notRolled as whyNot} from '../../deploy/plan.ts';
import {placeOf} from '../plan/places.ts';
import type {Rule} from '../plan/rule.ts';
import {hasHealthCheck, servicesInProduction} from '../plan/services.ts';

export const notRolled: Rule = {
  code: 'not-rolled',
  severity: 'note',
  title: 'A service is away for a moment at each deploy',
  why: 'It cannot run twice for a while, so that the old one ends before the new one answers, and requests are lost meanwhile.',
  mend: 'As the finding says; or leave it, where nobody minds the moment.',
  find: facts =>
    facts.isSwarm
      ? []
      : servicesInProduction(facts).flatMap(({name, service, environment}) => {
          // Only what is made of the project's own code changes with each deploy.
          if (service.build === undefined) return [];
          const why = whyNot(name, {model: environment.model, containers: []});
          // A rule of its own tells of that, and a Dockerfile may have one.
          if (why?.change === undefined || why.why === NO_CHECK) return [];
          const isChecked = hasHealthCheck(name, service, facts);
          return [
            {
              ...placeOf(environment, 'services', name),
              message: `The service ${name} is not rolled: ${why.why}.`,
              remedy: `To have it rolled, ${why.change}${isChecked ? '' : ', and give it a health check'}.`,
            },
          ];
        }),
};

const NO_CHECK = 'it has no health check';
