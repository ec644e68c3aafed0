import type {Rule} from '../rule.ts';

export const gitLoginRefused: Rule = {
  name: 'git-login-refused',
  whose: 'machine',
  patterns: [
    /Authentication failed for '(?<url>[^']+)'/,
    /could not read Username for '(?<url>[^']+)'/,
    /Repository not found/,
    /remote: Invalid username or (?:password|token)/,
  ],
  sentence: ({groups: {url = 'The git server'}}) => `${url} refuses the login of the job.`,
  remedy: ({groups: {url}}) =>
    `Renew the token of the credential that the job uses (it may have expired), and see that its user may read ${url ?? 'the repository'}.`,
};
