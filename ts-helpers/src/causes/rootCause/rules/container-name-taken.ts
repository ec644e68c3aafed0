import type {Rule} from '../rule.ts';

export const containerNameTaken: Rule = {
  name: 'container-name-taken',

  patterns: [/The container name "\/?(?<name>[^"]+)" is already in use/],
  sentence: ({groups: {name = ''}}) => `Another container of this machine is called ${name}.`,
  remedy: ({groups: {name = ''}}) =>
    `Leave out \`container_name: ${name}\`, so that every environment gets a name of its own, or choose another; docker inspect ${name} tells whose it is.`,
};
