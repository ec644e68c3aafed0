import type {Rule} from '../plan/rule.ts';
import {deployedServices} from '../plan/services.ts';
import {startOf} from '../plan/starting.ts';

export const serverWithoutExec: Rule = {
  code: 'server-without-exec',
  severity: 'warning',
  title: 'A start-up script stays between Docker and the server',
  why: 'Docker tells the script to stop, which tells nobody: after ten seconds the server is killed in the middle of its requests, at each deploy.',
  mend: 'Begin the last line of the script with `exec`, so that the server takes its place.',
  find: facts =>
    deployedServices(facts).flatMap(({name, service}) => {
      const main = startOf(name, service, facts)?.main;
      if (main === undefined || /\b(?:trap|wait)\b(?!-)/.test(main.text)) return [];
      const last = main.text.split('\n').at(-1) ?? '';
      const [server] = SERVER.exec(last) ?? [];
      if (server === undefined || last.endsWith('&')) return [];
      const lines = (facts.contents?.texts[main.file] ?? '').split('\n');
      return [
        {
          file: main.file,
          line: lines.findLastIndex(line => line.trim() === last) + 1,
          message: `It starts ${server.trim()} without \`exec\`, as what runs in the service ${name}.`,
        },
      ];
    }),
};

/** At the beginning of a line, and not in the background. */
const SERVER =
  /^(?:gunicorn|uwsgi|daphne|uvicorn|hypercorn|celery|flask run|node|nginx|php-fpm|puma|python3? (?:-m )?\S*manage\.py runserver|rails server|(?:npm|yarn) (?:run )?start|bundle exec (?:puma|rails))(?: |$)/;
