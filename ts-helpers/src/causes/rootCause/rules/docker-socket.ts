import type {Rule} from '../rule.ts';

export const dockerSocket: Rule = {
  name: 'docker-socket',

  whose: 'machine',
  codes: ['DOCKER_PERMISSION'],
  patterns: [
    /permission denied while trying to connect to the (?:Docker daemon|docker API)/i,
    /docker\.sock: connect: permission denied/i,
    /EACCES \S*docker\.sock/i,
  ],
  sentence: 'This user may not talk to the Docker engine.',
  remedy: 'Add the user to the docker group and reconnect the agent: sudo usermod -aG docker "$USER"',
};
