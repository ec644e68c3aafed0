import {again, inRepository} from '../../looking.ts';
import type {Rule, Seen} from '../rule.ts';

export const nginxConfig: Rule = {
  name: 'nginx-config',

  patterns: [
    /\[emerg\] (?:\d+#\d+: )?(?<what>(?:unknown|unexpected|invalid|duplicate|a duplicate|cannot load|directive|no ports?|"\w+" directive).*)/,
  ],
  sentence: seen => {
    const {said, at} = parts(seen);
    return `nginx does not take its configuration: ${said}${at === undefined ? '' : `, in ${at}`}.`;
  },
  remedy: seen => {
    const {at = `the configuration of ${seen.service ?? 'nginx'}`} = parts(seen);
    return `Correct ${at}; on a laptop ${again(seen)} says whether it is right.`;
  },
};

/** `unknown directive "x" in /etc/nginx/conf.d/default.conf:3` */
const parts = (seen: Seen): {said: string; at?: string} => {
  const {what = ''} = seen.groups;
  const from = what.lastIndexOf(' in /');
  if (from === -1) return {said: what};
  const [file = '', line] = what.slice(from + ' in '.length).split(':');
  const at = [inRepository(file, seen), ...(line === undefined ? [] : [line])].join(':');
  return {said: what.slice(0, from).replace(/,$/, ''), at};
};
