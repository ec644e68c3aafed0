import {elsewhere, elsewhereRemedy} from '../../engineAddress.ts';
import type {Rule} from '../rule.ts';

export const dockerDown: Rule = {
  name: 'docker-down',

  whose: 'machine',
  codes: ['DOCKER_DOWN'],
  patterns: [/Cannot connect to the Docker daemon/],
  sentence: 'The Docker engine does not answer.',
  remedy: ({error: {message}}) => {
    const address = elsewhere(message);
    return address === undefined
      ? 'Start it on that machine, and see why it stopped: sudo systemctl start docker; sudo journalctl -u docker -n 50'
      : elsewhereRemedy(address);
  },
};
