import type {OrganisationFacts} from '../organisationFacts.ts';
import type {Rule} from '../rule.ts';

export const tokenRefused: Rule<OrganisationFacts> = {
  code: 'token-refused',
  severity: 'error',
  title: 'A service does not take its token, or does not answer',
  why: 'Nobody is told of a failure in Slack, or errors of production reach no project in Sentry, and builds go on all the same.',
  mend: 'Renew the token, or give it the scopes that the finding names.',
  find: ({services}) =>
    services.flatMap(({variable, wrong}) =>
      wrong === undefined
        ? []
        : [{file: variable, message: `${wrong.message} (${wrong.code})`, remedy: wrong.remedy}],
    ),
};
