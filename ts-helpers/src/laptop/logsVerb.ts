import {on, word} from '../run/flag.ts';
import {defineVerb, several} from '../run/verb.ts';

export const logs = defineVerb({
  name: 'logs',
  reaches: 'nothing',
  does: 'show what services have printed',
  explains:
    'Of the project in this folder: of all its services, or of those that are named. With -f it goes on with what comes, until Ctrl-C. ' +
    'What is secret in .env and in the compose files is shown as ****.',
  arguments: {services: several('default: all')},
  flags: {
    follow: on('go on with what comes, until Ctrl-C', 'f'),
    tail: word('LINES', 'so many of the last lines of each, or all; default: 100'),
  },
  examples: [
    {command: 'countable logs -f', does: 'all that happens'},
    {command: 'countable logs web --tail 500', does: 'more of one'},
  ],
  run: async (given, world) => (await import('./work.ts')).runLogs(given, world),
  show: null,
});
