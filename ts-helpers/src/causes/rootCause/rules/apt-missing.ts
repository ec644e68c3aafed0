import {inDockerfile} from '../../instruction.ts';
import type {Rule} from '../rule.ts';
import {quoted} from '../../words.ts';

export const aptMissing: Rule = {
  name: 'apt-missing',

  patterns: [
    /E: Unable to locate package (?<package>\S+)/,
    /E: Package '(?<package>[^']+)' has no installation candidate/,
  ],
  sentence: ({groups: {package: name = ''}, error}) =>
    `The image's distribution has no package ${name} that it knows of${inDockerfile(error, name)}.`,
  remedy: ({groups: {package: name = ''}}) =>
    `Let the same RUN fetch the lists first: apt-get update && apt-get install -y ${quoted(name)}; else correct the name: apt-cache search ${quoted(name)}`,
};
