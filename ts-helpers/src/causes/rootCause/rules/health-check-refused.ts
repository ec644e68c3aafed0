import {isOfAnIndex} from '../../hosts.ts';
import {isOfLocalhost} from '../servers.ts';
import type {Rule, Seen} from '../rule.ts';

export const healthCheckRefused: Rule = {
  name: 'health-check-refused',

  patterns: [
    /[Ff]ailed to connect to (?:localhost|127\.0\.0\.1)(?: \([^)\s]*\))? port (?<port>\d+)/,
    /can't connect to remote host \((?:127\.0\.0\.1|::1)\): Connection refused/,
    /Connecting to localhost \(localhost\)\|[^|\s]+\|:(?<port>\d+)\.\.\. failed/,
    /ECONNREFUSED (?:127\.0\.0\.1|::1):(?<port>\d+)/,
    /urlopen error \[Errno 111\] Connection refused/,
    // Of localhost the last address that was tried, where the container has no IPv6.
    /urlopen error \[Errno 99\] Cannot assign requested address/,
  ],
  takes: (_, line) => !isOfLocalhost(line) && !isOfAnIndex(line),
  sentence: seen => {
    const {service = 'that asks', isHealthCheck} = seen;
    const port = portOf(seen);
    return isHealthCheck
      ? `The health check of ${service} asks ${port === undefined ? 'a port' : `port ${port}`}, where nothing listens in its container.`
      : `The service ${service} asks its own container${port === undefined ? '' : ` at port ${port}`}, where nothing listens.`;
  },
  remedy: seen => {
    const {service = 'the service', isHealthCheck} = seen;
    const port = portOf(seen) ?? 'that port';
    return isHealthCheck
      ? `Let the health check ask the port at which ${service} listens, or let ${service} listen at ${port}; where it only starts slowly: \`start_period: 60s\`. A worker that has it of its image turns it off: \`healthcheck: {disable: true}\`.`
      : `localhost is the container itself: ask another service by its name in the compose file instead of localhost:${port}.`;
  },
};

/** Where what it printed does not tell, the check itself does. */
const portOf = ({groups: {port}, service, isHealthCheck, error: {evidence}}: Seen): string | undefined => {
  if (port !== undefined || !isHealthCheck) return port;
  const {healthCommand = ''} = evidence.services?.find(state => state.service === service) ?? {};
  return /(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\]):(\d+)/.exec(healthCommand)?.[1];
};
