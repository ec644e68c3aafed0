import type {Rule, Seen} from '../rule.ts';

export const addressInUse: Rule = {
  name: 'address-in-use',

  patterns: [
    /(?:EADDRINUSE|[Aa]ddress already in use)(?:\D*:(?<port>\d+))?/,
    /\[Errno 98\] error while attempting to bind on address \('[^']*', (?<port>\d+)\)/,
  ],
  sentence(seen) {
    const {
      groups: {port = 'that it wants'},
      service,
    } = seen;
    const who = service === undefined ? 'the container' : `the service ${service}`;
    const taken = `The port ${port} is taken in the network`;
    switch (networkOf(seen)) {
      case 'host':
        return `${taken} of this host, which ${who} has (network_mode: host).`;
      case 'container':
        return `${taken} that ${who} shares with another container (network_mode).`;
      case undefined:
        return `Within ${who} two programs want the port ${port}.`;
    }
  },
  remedy(seen) {
    const {port} = seen.groups;
    switch (networkOf(seen)) {
      case 'host':
        return `See who has it, as root: ss -ltnp${port === undefined ? '' : ` 'sport = :${port}'`}. Stop that, or give one of the two another port; where the service needs no network of the host, publish its port by \`ports:\` instead.`;
      case 'container':
        return 'Give one of the two another port: who shares a network shares its ports.';
      case undefined:
        return `Start only one of them: the second listener at ${port ?? 'it'} is most often the same server, started twice (by the command and by a script), or a worker with the same setting.`;
    }
  },
};

const networkOf = ({service, error: {evidence}}: Seen): 'host' | 'container' | undefined =>
  evidence.services?.find(state => state.service === service)?.networkOf;
