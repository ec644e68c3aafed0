import type {Rule} from '../rule.ts';

export const portTaken: Rule = {
  name: 'port-taken',

  whose: 'machine',
  codes: ['PORT_TAKEN'],
  sentence: ({error: {message}}) => message,
  remedy: ({error: {where = '', remedy}}) => {
    const [, port] = /^port (\d+)$/.exec(where) ?? [];
    return port === undefined
      ? remedy
      : `See what holds it (sudo ss -ltnp 'sport = :${port}'; docker ps --filter publish=${port}) and stop that, or publish another port than ${port}.`;
  },
};
