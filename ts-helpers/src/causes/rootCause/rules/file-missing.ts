import {ownPlaceIn} from '../../exception.ts';
import type {Rule} from '../rule.ts';
import {folderOf, nameOf, quoted} from '../../words.ts';

export const fileMissing: Rule = {
  name: 'file-missing',

  patterns: [
    /FileNotFoundError: \[Errno 2\] No such file or directory: '(?<path>[^']+)'/,
    /ENOENT: no such file or directory, \w+ '(?<path>[^']+)'/,
    /^(?:cat|cp|mv|ls|sed|awk|grep|head|tail|tar|diff|sort|wc|chmod|chown|tr|envsubst|install): (?:(?:can't|cannot) \w+ )?['‘]?(?<path>[^\s'‘’:]+)['’]?: No such file or directory$/,
    /No such file or directory @ rb_sysopen - (?<path>[^\s)]+)/,
    /can't open config file '(?<path>[^']+)'/,
  ],
  lacks: ({groups: {path}}) => (path === undefined ? [] : [{kind: 'file', name: path}]),
  sentence: ({groups: {path = 'A file'}, service}) => `${path} is not in ${service ?? 'the container'}.`,
  remedy: ({groups: {path = 'it'}, lines}) => {
    const at = ownPlaceIn(lines);
    const named = at === undefined ? '' : `See that ${at.path}:${at.line} names it rightly, and`;
    return `${named || 'See'} that ${nameOf(path)} is committed, not left out by .dockerignore, and copied or mounted to ${path}; what a program writes itself needs its folder: mkdir -p ${quoted(folderOf(path))}`;
  },
};
