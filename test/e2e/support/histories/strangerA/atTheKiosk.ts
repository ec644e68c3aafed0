import {commit, type History} from '../history.ts';
import {KIOSK} from './kioskNode.ts';

const francs = commit('grace', {'docker-compose.yml': ['CURRENCY: EUR', 'CURRENCY: CHF']});
const connections = commit('nour', {'src/db.js': ['max: 5', 'max: 10']});
const friendlier = commit('nour', {'src/server.js': ['kiosk listens on', 'kiosk is open on']});

const STARTED = `> kiosk@1.0.0 start
> node src/server.js
`;

const HEALTHZ =
  "node -e fetch('http://localhost:3000/healthz').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))";

const unhealthyApi = (log: string): History['failure'] => ({
  code: 'SERVICE_UNHEALTHY',
  message: 'The service api did not become healthy.',
  where: 'service api',
  evidence: {
    log: {source: 'api', lines: log.split('\n')},
    services: [
      {
        service: 'api',
        state: 'running',
        health: 'unhealthy',
        healthExitCode: 1,
        healthCommand: HEALTHZ,
        log: log.split('\n'),
      },
    ],
  },
});

const notThere = (path: string, log: readonly string[]): History['failure'] => ({
  code: 'NO_ANSWER',
  message: `http://127.0.0.1:8751${path} answered HTTP 404 for 1 minute.`,
  where: 'service api',
  evidence: {
    log: {source: 'api', lines: log},
    services: [{service: 'api', state: 'running', health: 'healthy', log}],
  },
});

const tables = commit('linus', {
  'dc.stage.yml': ['    ports: ', '    mem_limit: 64m\n    ports: '],
});

export const AT_THE_KIOSK_OF_A: readonly History[] = [
  {
    name: 'K5: a path is called otherwise, for which the health check asks',
    base: KIOSK,
    commits: [francs, commit('ada', {'src/app.js': ["'/healthz'", "'/health'"]}), friendlier],
    failure: unhealthyApi(`${STARTED}
kiosk is open on 3000`),
    culprit: 'ada',
    innocent: 'nour',
  },
  {
    name: 'K5: the path is as it was, and nobody did it',
    base: KIOSK,
    commits: [francs, commit('ada', {'src/app.js': ['Nothing here', 'There is nothing']}), friendlier],
    failure: unhealthyApi(`${STARTED}
kiosk is open on 3000`),
    culprit: null,
  },
  {
    name: 'K5: a page that is asked for from outside is called otherwise',
    base: {...KIOSK, 'countable.yml': 'name: kiosk\nhealth: {minutes: 1, path: /healthz}\n'},
    commits: [francs, commit('ada', {'src/app.js': ["'/healthz'", "'/health'"]}), friendlier],
    failure: notThere('/healthz', [...STARTED.split('\n'), 'kiosk is open on 3000']),
    culprit: 'ada',
    innocent: 'nour',
  },
  {
    name: 'K7: a column that is not there is asked for in the service behind the proxy',
    base: KIOSK,
    commits: [
      connections,
      commit('ada', {'src/app.js': ['select name, cents from', 'select name, cents, stock from']}),
      commit('grace', {'views/index.html': ['<h1>Kiosk', '<h1>Kiosk am Eck']}),
    ],
    failure: {
      code: 'NO_ANSWER',
      message: 'http://127.0.0.1:8751/ answered HTTP 500 for 1 minute.',
      where: 'service nginx',
      evidence: {
        log: {source: 'nginx', lines: []},
        behind: ['api'],
        services: [
          {
            service: 'api',
            state: 'running',
            health: 'healthy',
            log: [
              ...STARTED.split('\n'),
              'kiosk listens on 3000',
              '(The next 4 lines came 33 times, last so.)',
              'error: column "stock" does not exist',
              '    at /app/node_modules/pg-pool/index.js:45:11',
              '    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)',
              '    at async /app/src/app.js:‹src/app.js|stock›:20',
            ],
          },
          {service: 'nginx', state: 'running'},
        ],
      },
    },
    culprit: 'ada',
  },
  {
    name: 'K10: a service has another name, and another compose file still has the old one',
    base: KIOSK,
    commits: [
      francs,
      commit('ada', {
        'docker-compose.yml': KIOSK['docker-compose.yml']
          .replace('CURRENCY: EUR', 'CURRENCY: CHF')
          .replaceAll(/^( {2}| {6})db:/gm, '$1postgres:')
          .replaceAll('@db:5432', '@postgres:5432'),
        'dc.test.yml': ['@db:', '@postgres:'],
      }),
      tables,
    ],
    failure: {
      code: 'COMPOSE_INVALID',
      message: 'service "db" has neither an image nor a build context specified: invalid compose project',
      where: 'docker-compose.yml, dc.stage.yml',
    },
    culprit: 'ada',
  },
  {
    name: 'K10: a volume went that a service still has',
    base: KIOSK,
    commits: [francs, commit('ada', {'docker-compose.yml': ['\nvolumes:\n  pgdata:\n', '\n']}), tables],
    failure: {
      code: 'COMPOSE_INVALID',
      message: 'service "db" refers to undefined volume pgdata: invalid compose project',
      where: 'docker-compose.yml, dc.stage.yml',
    },
    culprit: 'ada',
  },
];
