import {placesAt} from '../plan/places.ts';
import type {Rule} from '../plan/rule.ts';

export const composeVersionObsolete: Rule = {
  code: 'compose-version-obsolete',
  severity: 'note',
  title: 'A compose file says which version it is of',
  why: 'Compose v2 does not read `version:`, and warns of it each time it runs.',
  mend: 'Take the line out.',
  fix: 'Takes the line out.',
  find: facts =>
    placesAt(facts, ['version']).map(({file, line}) => ({
      file,
      line,
      message: `${file} has \`version:\`, which means nothing any more.`,
      edits: [{file, kind: 'without', path: ['version']}],
    })),
};
