import type {Rule} from '../rule.ts';

export const npmMissing: Rule = {
  name: 'npm-missing',

  patterns: [
    /npm (?:ERR!|error) notarget No matching version found for (?<package>[^\s]+?)\.$/,
    /npm (?:ERR!|error) 404 {2}'(?<package>[^']+)' is not in this registry/,
    /npm (?:ERR!|error) code (?:ETARGET|E404)/,
  ],
  sentence: ({groups: {package: name = 'a package'}}) => `There is no npm package ${name}.`,
  remedy: ({groups: {package: name = ''}}) =>
    `See which there are: npm view ${withoutVersion(name)} versions; correct package.json. A private one needs an .npmrc in the build, as a secret.`,
};

const withoutVersion = (name: string): string => {
  const at = name.lastIndexOf('@');
  return at > 0 ? name.slice(0, at) : name;
};
