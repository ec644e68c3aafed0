import type {Rule} from '../rule.ts';

export const composeSyntax: Rule = {
  name: 'compose-syntax',

  codes: ['COMPOSE_INVALID'],
  sentence: ({error: {message, where}}) =>
    `A compose file is not valid${where ? ` (${where})` : ''}: ${message}`,
};
