import type {Rule} from '../rule.ts';

export const npmConflict: Rule = {
  name: 'npm-conflict',

  patterns: [/npm (?:ERR!|error) code ERESOLVE/, /npm (?:ERR!|error) peer (?<package>\S+) from (?<by>\S+)/],
  sentence: ({groups: {package: name, by}}) =>
    name === undefined || by === undefined
      ? 'npm packages exclude each other.'
      : `npm packages exclude each other: ${by} wants ${named(name)}.`,
  remedy: ({groups: {package: name = 'the package', by = 'the other'}}) =>
    `Bring ${by} and ${named(name)} to versions that fit, with npm install, and commit package.json and package-lock.json.`,
};

/** `react@"17.0.2"` */
const named = (name: string): string => name.replaceAll('"', '');
