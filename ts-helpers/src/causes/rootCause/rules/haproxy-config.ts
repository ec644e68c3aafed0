import {again, inRepository} from '../../looking.ts';
import type {Rule, Seen} from '../rule.ts';

export const haproxyConfig: Rule = {
  name: 'haproxy-config',

  patterns: [
    /^\[ALERT\][^:]*: config : parsing \[(?<file>[^\]:]+):(?<at>\d+)\] ?: (?<what>.*)/,
    /^\[ALERT\][^:]*: config : \[(?<file>[^\]:]+):(?<at>\d+)\] ?: (?<what>.*)/,
    /^\[ALERT\][^:]*: config : (?<what>[Pp]roxy '.*)/,
  ],
  sentence: seen => {
    const {what = '', file} = seen.groups;
    return `HAProxy does not take its configuration: ${what.replace(/[ .?]{1,4}$/, '')}${file === undefined ? '' : `, in ${place(seen)}`}.`;
  },
  remedy: seen => `Correct ${place(seen)}; on a laptop ${again(seen)} says whether it is right.`,
};

const place = (seen: Seen): string => {
  const {file = '/usr/local/etc/haproxy/haproxy.cfg', at} = seen.groups;
  const named = inRepository(file, seen);
  return at === undefined ? named : `${named}:${at}`;
};
