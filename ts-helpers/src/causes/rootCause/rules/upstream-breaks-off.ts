import {serviceAt} from '../containers.ts';
import type {Rule, Seen} from '../rule.ts';
import {upstreamIn} from '../../upstream.ts';

export const upstreamBreaksOff: Rule = {
  name: 'upstream-breaks-off',

  isConsequence: true,
  patterns: [
    /upstream prematurely closed connection while reading/,
    /recv\(\) failed \(104: Connection reset by peer\) while reading response header from upstream/,
    /upstream timed out \(110: \w+ timed out\) while reading/,
  ],
  sentence: seen =>
    `${behind(seen)} takes requests from ${seen.service ?? 'nginx'}, and ${isLate(seen) ? 'does not answer in time' : 'breaks off without an answer'}.`,
  remedy: seen =>
    `See what ${behind(seen)} logs when it is asked: an exception, or another service that it waits for.`,
};

const isLate = ({line = ''}: Seen): boolean => line.includes('timed out');

const behind = ({line = '', error}: Seen): string => {
  const address = upstreamIn(line)?.address;
  return serviceAt(address ?? '', error) ?? address ?? 'The service behind it';
};
