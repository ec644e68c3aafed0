import type {Rule} from '../rule.ts';
import {nameOf} from '../../words.ts';

export const mountKind: Rule = {
  name: 'mount-kind',

  patterns: [/Are you trying to mount a directory onto a file/],
  lacks: ({line = ''}) => [{kind: 'file', name: mountIn(line).from}],
  sentence: ({line = ''}) => {
    const {from, to} = mountIn(line);
    return `${nameOf(from)} is to be mounted over ${to}, and one of them is a file and the other a folder.`;
  },
  remedy: ({line = ''}) => {
    const name = nameOf(mountIn(line).from);
    return `Mount a file over a file. Where ${name} should be one, the repository does not have it, and Docker has made an empty folder in its place: add it, and remove that folder on the machine.`;
  },
};

const mountIn = (line: string): {from: string; to: string} => {
  const [, from = 'what is mounted', to = 'its place'] =
    /mounting "([^"\s]+)" to rootfs at "([^"\s]+)"/.exec(line) ?? [];
  return {from, to};
};
