import type {OrganisationFacts} from '../organisationFacts.ts';
import type {Rule} from '../rule.ts';

export const tokenMissing: Rule<OrganisationFacts> = {
  code: 'token-missing',
  severity: 'note',
  title: 'There is no token for a service',
  why: 'What it is for is left out, and said in each build: messages in Slack, projects and alerts in Sentry.',
  mend: 'Set the variable, or go on without: docs/how-to/configure-slack.md, docs/how-to/configure-sentry.md.',
  find: ({services}) =>
    services
      .filter(({isSet}) => !isSet)
      .map(({name, variable}) => ({file: variable, message: `There is no token for ${name}.`})),
};
