import type {Rule} from '../rule.ts';

export const registryDown: Rule = {
  name: 'registry-down',

  whose: 'machine',
  patterns: [
    /The image registry did not answer/,
    /TLS handshake timeout/,
    /toomanyrequests/,
    /(?:Get|Head) "https?:\/\/[^"/]+\/v2\/[^"]*": (?:dial tcp|net\/http:|context deadline)/,
  ],
  sentence: 'The image registry did not answer.',
  remedy:
    "Check the agent's network and the registry's status page, then build again; where it limits pulls, `docker login` on the agent raises the limit.",
};
