import type {Rule} from '../rule.ts';

export const jenkinsCrumb: Rule = {
  name: 'jenkins-crumb',
  whose: 'machine',
  patterns: [/No valid crumb was included in the request/],
  sentence: 'Jenkins refuses the request: it came without the crumb that belongs to its session.',
  remedy:
    'Use an API token instead of a password (under your name in Jenkins, Security), for which Jenkins wants no crumb; behind a proxy, let that keep the session cookie and the address.',
};
