import {placeIn} from '../plan/places.ts';
import type {Rule} from '../plan/rule.ts';

export const composeUnreadable: Rule = {
  code: 'compose-unreadable',
  severity: 'error',
  title: 'Compose does not read the files of an environment',
  why: 'A deploy, or the tests, would fail at once; and no other rule can look at that environment.',
  mend: 'Correct what Compose has against it.',
  find: ({environments}) =>
    environments.flatMap(({name, files, refusal}) =>
      refusal === undefined
        ? []
        : [
            {
              ...placeIn(refusal.where ?? '', files.slice(-1)),
              message: `In ${name}: ${refusal.message}`,
              remedy: refusal.remedy,
            },
          ],
    ),
};
