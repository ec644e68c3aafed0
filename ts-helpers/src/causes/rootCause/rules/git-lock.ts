import type {Rule} from '../rule.ts';
import {quoted} from '../../words.ts';

export const gitLock: Rule = {
  name: 'git-lock',
  whose: 'machine',
  patterns: [/Unable to create '(?<file>[^']+\.lock)': File exists/],
  sentence: ({groups: {file = 'index.lock'}}) => `A git that ended before it was done has left ${file}.`,
  remedy: ({groups: {file = ''}}) =>
    `See that no git runs there any more, and remove it on the agent: rm ${quoted(file)}`,
};
