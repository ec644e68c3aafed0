import {endedService} from '../endings.ts';
import type {Rule, Seen} from '../rule.ts';
import {UNSENT} from '../unsent.ts';

/** No password reached the database: to set another one there does not help. */
export const passwordUnsent: Rule = {
  name: 'password-unsent',

  patterns: UNSENT,
  sentence: seen => {
    const {user} = seen.groups;
    const whose = user === undefined ? '' : ` for the user ${user}`;
    const held = seen.error.evidence.unsent?.held ?? [];
    const has =
      held.length === 0 ? '' : `, though it has ${held.length === 1 ? 'one' : 'some'} in ${held.join(', ')}`;
    return `${whoOf(seen)} sends the database no password${whose}${has}.`;
  },
  remedy: seen => {
    const who = whoOf(seen);
    const {database, held = []} = seen.error.evidence.unsent ?? {};
    const one = database === undefined ? 'the one that the database was given' : `that of ${database}`;
    return held.length === 0
      ? `Give ${who} the password under \`environment:\`, by the name that the program reads: ${one}. To set another one in the database does not help.`
      : `Call the variable as the program reads it, or let the program read ${held.join(' or ')}; the password itself is ${one}.`;
  },
};

const whoOf = (seen: Seen): string =>
  seen.error.evidence.unsent?.service ?? seen.service ?? endedService(seen.error);
