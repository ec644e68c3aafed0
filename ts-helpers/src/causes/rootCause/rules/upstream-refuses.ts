import {serviceAt} from '../containers.ts';
import type {Rule, Seen} from '../rule.ts';
import {upstreamIn} from '../../upstream.ts';

export const upstreamRefuses: Rule = {
  name: 'upstream-refuses',

  isConsequence: true,
  isUnreached: true,
  patterns: [
    /connect\(\) failed \(\d+: (?:Connection refused|Host is unreachable|No route to host)\) while connecting to upstream/,
  ],
  sentence: seen => {
    const {port, address} = upstreamOf(seen);
    const {service = 'nginx', error} = seen;
    const other = serviceAt(address, error);
    return other === undefined
      ? `${service} passes requests to ${address}:${port}, where nothing listens.`
      : `${service} passes requests to port ${port} of ${other}, where nothing listens.`;
  },
  remedy: seen => {
    const {port, address} = upstreamOf(seen);
    const other = serviceAt(address, seen.error) ?? 'that service';
    return `Let proxy_pass name the port at which ${other} listens, or let ${other} listen at port ${port} of 0.0.0.0; where it only starts slowly, wait for it: \`depends_on\` with \`condition: service_healthy\`.`;
  },
};

const upstreamOf = ({line = ''}: Seen) => upstreamIn(line) ?? {address: 'its upstream', port: '80'};
