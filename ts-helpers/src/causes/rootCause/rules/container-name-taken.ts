import type {Rule} from '../rule.ts';

export const containerNameTaken: Rule = {
  name: 'container-name-taken',

  codes: ['NAME_TAKEN'],
  patterns: [/The container name "\/?(?<name>[^"]+)" is already in use/],
  sentence: ({groups: {name}, error: {message}}) =>
    name === undefined ? message : `Another container of this machine is called ${name}.`,
  remedy: ({groups: {name}}) =>
    name === undefined
      ? undefined
      : `Leave out \`container_name: ${name}\`, so that every environment gets a name of its own, or choose another; docker inspect ${name} tells whose it is.`,
};
