import type {Rule} from '../rule.ts';

export const heapFull: Rule = {
  name: 'heap-full',

  patterns: [/JavaScript heap out of memory/],
  sentence: ({service}) =>
    `Node${service === undefined ? '' : ` in ${service}`} has used up its heap, which has a limit of its own.`,
  remedy: ({service}) =>
    `Raise it, \`environment: {NODE_OPTIONS: --max-old-space-size=2048}\`${service === undefined ? '' : ` of the service ${service}`}, within \`mem_limit\`; where it only grows, look for what is kept and never let go.`,
};
