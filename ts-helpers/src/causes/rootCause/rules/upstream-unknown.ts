import type {Rule} from '../rule.ts';
import {hostRemedy} from '../../hosts.ts';

export const upstreamUnknown: Rule = {
  name: 'upstream-unknown',

  isConsequence: true,
  isUnreached: true,
  patterns: [/host not found in upstream "(?<host>[^":\s]+)/],
  sentence: ({groups: {host = ''}, line = ''}) =>
    `nginx does not find its upstream ${host}, which ${line.slice(line.lastIndexOf(' in ') + 4)} names: no service of that name runs in its network.`,
  remedy: seen => hostRemedy(seen),
};
