import type {Rule} from '../rule.ts';
import {nameOf} from '../../words.ts';

export const mountSourceMissing: Rule = {
  name: 'mount-source-missing',

  patterns: [/\bbind source path does not exist: (?<path>\S+)/],
  lacks: ({groups: {path}}) => (path === undefined ? [] : [{kind: 'file', name: path}]),
  sentence: ({groups: {path = 'it'}}) => `A compose file mounts ${nameOf(path)}, which is not there.`,
  remedy: ({groups: {path = 'it'}, about: {environment}}) =>
    environment === undefined
      ? `Tests are given no secret files: let dc.test.yml mount another in place of ${path}, commit one that only tests use, or take what mounts it out of what the tests start.`
      : `Add ${nameOf(path)} to the repository, or make ${path} on the machine.`,
};
