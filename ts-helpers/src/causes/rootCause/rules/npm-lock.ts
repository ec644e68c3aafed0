import type {Rule} from '../rule.ts';

export const npmLock: Rule = {
  name: 'npm-lock',

  patterns: [
    /npm (?:ERR!|error) (?:Missing|Invalid): \S+ from lock file/,
    /`npm ci` can only install/,
    /The `npm ci` command can only install with an existing package-lock\.json/,
  ],
  sentence: ({line = ''}) =>
    line.includes('existing package-lock')
      ? 'There is no package-lock.json, which npm ci needs.'
      : 'package-lock.json is not of this package.json.',
  remedy: ({line = ''}) =>
    line.includes('existing package-lock')
      ? 'Run npm install and commit package-lock.json; where it is committed, copy it before RUN npm ci: COPY package.json package-lock.json ./'
      : 'Run npm install and commit package-lock.json together with package.json.',
};
