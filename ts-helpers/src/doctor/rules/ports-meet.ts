import {PRODUCTION} from '../../settings/production.ts';
import {TEST} from '../../project/conventions.ts';
import {portFindings, sharedPorts} from '../../project/validation.ts';
import {placeIn} from '../plan/places.ts';
import type {Rule} from '../plan/rule.ts';

export const portsMeet: Rule = {
  code: 'ports-meet',
  severity: 'error',
  title: 'Published ports do not go together',
  why: '`ports:` of two files add up: what production was to have instead of the base is published beside it, and a port that two want lets none of them start. A deploy refuses it.',
  mend: 'Say `ports: !override […]` in the file of the environment, or keep `ports:` out of the base.',
  find: ({environments, isSwarm}) =>
    environments
      .filter(({name, refusal}) => name !== TEST && refusal === undefined)
      .flatMap(({name, model, sources, files}) =>
        [
          ...portFindings(sources, model),
          ...sharedPorts(model, sources, {isForSwarm: isSwarm && name === PRODUCTION}),
        ].map(({message, where = '', remedy}) => ({
          ...placeIn(where, files),
          message: `In ${name}: ${message}`,
          remedy,
        })),
      ),
};
