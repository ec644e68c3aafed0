import type {Rule} from '../rule.ts';
import {tellsOfRefetching} from '../../../compose/refetching.ts';

export const registryDown: Rule = {
  name: 'registry-down',

  whose: 'machine',
  patterns: [
    /^The image (?<image>\S+) had to be fetched, and its registry (?<how>\S.*)/,
    /The image registry did not answer/,
    /TLS handshake timeout/,
    /toomanyrequests/,
    /(?:Get|Head) "https?:\/\/[^"/]+\/v2\/[^"]*": (?:dial tcp|net\/http:|context deadline)/,
  ],
  sentence: ({groups: {image, how}}) =>
    image === undefined || how === undefined
      ? 'The image registry did not answer.'
      : `The image ${image} had to be fetched, and its registry ${how}`,
  remedy: ({groups: {image}, error: {message, remedy}}) => {
    if (image === undefined) return `Check ${NETWORK}`;
    return tellsOfRefetching(message)
      ? remedy
      : `See that ${image} is the image that was meant (docker image ls shows those that are here already). If it is, check ${NETWORK}`;
  },
};

const NETWORK =
  "the agent's network and the registry's status page, then build again; where it limits pulls, `docker login` on the agent raises the limit.";
