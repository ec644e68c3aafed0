import {serviceAt} from '../containers.ts';
import type {Rule, Seen} from '../rule.ts';

export const upstreamRefuses: Rule = {
  name: 'upstream-refuses',

  isConsequence: true,
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

/** `upstream: "http://192.168.48.2:8080/", host: …` */
const upstreamOf = ({line = ''}: Seen): {address: string; port: string} => {
  const [, told = ''] = line.split(', upstream: "');
  const [, address = 'its upstream', port = '80'] = /^\w+:\/\/([^:"/]+)(?::(\d+))?/.exec(told) ?? [];
  return {address, port};
};
