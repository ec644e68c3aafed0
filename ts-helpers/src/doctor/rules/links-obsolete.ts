import {placesAt} from '../plan/places.ts';
import type {Rule} from '../plan/rule.ts';

export const linksObsolete: Rule = {
  code: 'links-obsolete',
  severity: 'note',
  title: 'A service has links, as Compose v1 wanted them',
  why: 'Services reach each other by their names anyway. A link adds an order of starting, which says nothing of being ready.',
  mend: 'Take `links:` out; what has to wait says `depends_on:`, and another name is an alias of the network.',
  find: facts =>
    placesAt(facts, ['services', '*', 'links']).map(({file, line, path: [, name = '']}) => ({
      file,
      line,
      message: `The service ${name} has \`links:\`.`,
    })),
};
