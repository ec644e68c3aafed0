import type {Rule} from '../plan/rule.ts';
import {isHarmless, isMadeUp} from '../plan/secrets.ts';

export const secretCommitted: Rule = {
  code: 'secret-committed',
  severity: 'error',
  title: 'A secret is in git',
  why: 'Everybody who ever has the repository has it, and so do all copies of it; taking the line out changes nothing of that, for the history keeps it.',
  mend: 'Have whoever gave it out make a new one, and give that as a variable: a credential in Jenkins becomes `.env` of a deploy. Then take it out of the file.',
  find: facts =>
    (facts.contents?.secrets ?? [])
      .filter(({host}) => !isHarmless(host, facts))
      .map(({kind, file, line}) => ({
        file,
        line,
        message: `What looks like a secret is in it: ${kind}.`,
        ...(isMadeUp(file) && {severity: 'note'}),
      })),
  isBlind: ({contents}) => contents === undefined,
};
