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
              remedy: [refusal.remedy, ...doubtOf(refusal.standIns)].join(' '),
            },
          ],
    ),
};

/** Compose takes not every text everywhere. */
const doubtOf = (standIns: readonly string[]): string[] =>
  standIns.length === 0
    ? []
    : [
        `If it is right with the values that a deploy has, give ${standIns.join(', ')} a default in the file, as in \`\${${standIns[0]}:-…}\`: nobody has them here.`,
      ];
