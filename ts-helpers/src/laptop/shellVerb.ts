import {defineVerb, needed} from '../run/verb.ts';

export const shell = defineVerb({
  name: 'shell',
  reaches: 'nothing',
  does: 'open a shell in a running service',
  explains:
    'bash where the image has it, else sh. Its exit code is that of this command. Without a terminal it reads commands from ' +
    'stdin.',
  arguments: {service: needed('of the project in this folder')},
  flags: {},
  examples: [{command: 'countable shell web', does: 'look around in web'}],
  run: async (given, world) => (await import('./work.ts')).runShell(given, world),
  show: null,
});
