import type {Rule} from '../rule.ts';

export const dockerDown: Rule = {
  name: 'docker-down',

  whose: 'machine',
  codes: ['DOCKER_DOWN'],
  patterns: [/Cannot connect to the Docker daemon/],
  sentence: 'The Docker engine does not answer.',
  // Where it was looked for elsewhere, whoever looked says what helps.
  remedy: ({error: {code, where, remedy}}) =>
    code === 'DOCKER_DOWN' && where !== undefined
      ? remedy
      : 'Start it on that machine, and see why it stopped: sudo systemctl start docker; sudo journalctl -u docker -n 50',
};
