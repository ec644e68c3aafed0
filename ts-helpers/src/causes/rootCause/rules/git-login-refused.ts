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
  sentence: ({error: {code}, groups: {url = 'The git server'}}) =>
    code === 'CLONE_FAILED' ? `${url} wants a login.` : `${url} refuses the login of the job.`,
  remedy: ({error: {code, remedy}, groups: {url}}) =>
    // Who clones for himself has no job.
    code === 'CLONE_FAILED'
      ? remedy
      : `Renew the token of the credential that the job uses (it may have expired), and see that its user may read ${url ?? 'the repository'}.`,
};
