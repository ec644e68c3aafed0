import {inDockerfile} from '../../instruction.ts';
import type {Rule} from '../rule.ts';
import {quoted} from '../../words.ts';

export const pipMissing: Rule = {
  name: 'pip-missing',

  patterns: [
    /No matching distribution found for (?<package>\S+)/,
    /Could not find a version that satisfies the requirement (?<package>\S+)/,
  ],
  // Of an index that does not answer pip knows no versions.
  takes: (_, __, lines) => !lines.some(line => line.includes('connection broken by')),
  sentence: ({groups: {package: name = 'a package'}, error}) =>
    `There is no Python package ${name} for this Python${inDockerfile(error, name)}.`,
  remedy: ({groups: {package: name = 'it'}}) =>
    `See which there are: pip index versions ${quoted(name.split(/[=<>~!]/, 1)[0] ?? name)}; correct its name or version in the requirements, or take an image with the Python that it needs.`,
};
