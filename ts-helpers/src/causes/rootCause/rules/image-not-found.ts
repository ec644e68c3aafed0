import type {Rule} from '../rule.ts';
import {tellsOfRefetching} from '../../../compose/refetching.ts';
import {quoted} from '../../words.ts';

export const imageNotFound: Rule = {
  name: 'image-not-found',

  patterns: [
    /pull access denied for (?<image>[^\s,]+)/,
    /manifest for (?<image>\S+) not found/,
    /^The image (?<image>\S+) cannot be pulled/,
  ],
  sentence: ({groups: {image = 'of a service'}, error: {message}}) =>
    tellsOfRefetching(message) ? message : `The image ${image} does not exist, or needs a login.`,
  remedy: ({groups: {image = ''}, error: {message, remedy}}) =>
    tellsOfRefetching(message)
      ? remedy
      : `See which names and tags there are (docker manifest inspect ${quoted(image)}); for a private registry, \`docker login\` on the agent as the user that runs it.`,
};
