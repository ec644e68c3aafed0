import type {Rule} from '../rule.ts';

export const noRoute: Rule = {
  name: 'no-route',

  patterns: [/No route to host/, /Network is unreachable/, /\bEHOSTUNREACH\b/, /\bENETUNREACH\b/],
  takes: (_, line) => !line.includes('while connecting to upstream'),
  sentence: 'A host cannot be reached from here.',
  remedy:
    'A service of the project: is it in the same network, and running? Another host: check its address, and the network and the firewall of the agent.',
};
