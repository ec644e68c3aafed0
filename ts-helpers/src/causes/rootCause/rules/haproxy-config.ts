import type {Rule} from '../rule.ts';
import {quoted} from '../../words.ts';

export const haproxyConfig: Rule = {
  name: 'haproxy-config',

  patterns: [
    /^\[ALERT\][^:]*: config : parsing \[(?<file>[^\]:]+):(?<at>\d+)\] ?: (?<what>.*)/,
    /^\[ALERT\][^:]*: config : \[(?<file>[^\]:]+):(?<at>\d+)\] ?: (?<what>.*)/,
    /^\[ALERT\][^:]*: config : (?<what>[Pp]roxy '.*)/,
  ],
  sentence: ({groups: {file, at, what = ''}}) =>
    `HAProxy does not take its configuration: ${what.replace(/[ .?]{1,4}$/, '')}${file === undefined ? '' : `, in ${file}:${at}`}.`,
  remedy: ({groups: {file = '/usr/local/etc/haproxy/haproxy.cfg', at}, service = 'haproxy'}) =>
    `Correct ${at === undefined ? file : `${file}:${at}`}; docker compose run --rm --no-deps ${service} haproxy -c -f ${quoted(file)} says whether it is right.`,
};
