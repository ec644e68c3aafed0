import type {Rule} from '../rule.ts';
import {afterwards, askedFirst, unpulledImage} from '../unpulled.ts';

export const registryDown: Rule = {
  name: 'registry-down',

  whose: 'machine',
  patterns: [
    /The image registry did not answer/,
    /TLS handshake timeout/,
    /toomanyrequests/,
    /(?:Get|Head) "https?:\/\/[^"/]+\/v2\/[^"]*": (?:dial tcp|net\/http:|context deadline)/,
  ],
  sentence: ({error}) => {
    const image = unpulledImage(error);
    return image === undefined
      ? 'The image registry did not answer.'
      : `${image} has to be pulled, and its registry did not answer.`;
  },
  remedy: ({error}) => afterwards(askedFirst(error), REMEDY),
};

const REMEDY =
  "Check the agent's network and the registry's status page, then build again; where it limits pulls, `docker login` on the agent raises the limit.";
