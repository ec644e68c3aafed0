import {commit, type History, unhealthy} from '../history.ts';
import {KIOSK} from './kioskNode.ts';
import {MAILER} from './mailer.ts';

const fullName = commit('grace', {'views/index.html': ['<h1>Kiosk', '<h1>Kiosk am Eck']});
const connections = commit('nour', {'src/db.js': ['max: 5', 'max: 10']});
const withoutPath = commit('ada', {'src/app.js': ["'/healthz'", "'/health'"]});

const checked = (command: string, output = '', log: readonly string[] = []): History['failure'] => ({
  code: 'SERVICE_UNHEALTHY',
  message: 'The service api did not become healthy.',
  where: 'service api',
  evidence: {
    log: {source: 'api', lines: log},
    services: [
      {
        service: 'api',
        state: 'running',
        health: 'unhealthy',
        healthExitCode: 1,
        healthCommand: command,
        healthOutput: output,
        log,
      },
    ],
  },
});

const answered = (what: string): History['failure'] => ({
  code: 'NO_ANSWER',
  message: `http://127.0.0.1:8751/healthz answered ${what} for 1 minute.`,
  where: 'service api',
  evidence: {services: [{service: 'api', state: 'running', health: 'healthy'}]},
});

const DJANGO = {
  ...MAILER,
  'mailer/urls.py': "from django.urls import path\n\nurlpatterns = [\n    path('status/', status),\n]\n",
};

/** Paths that health checks ask for, and what only looks like it. */
export const ASKED_PATHS: readonly History[] = [
  {
    name: 'the path that is asked for only moved to another file',
    base: KIOSK,
    commits: [
      commit('ada', {
        'src/app.js': [
          "app.get('/healthz', async (req, res) => {",
          "app.get(require('./paths').health, async (req, res) => {",
        ],
        'src/paths.js': "module.exports = {health: '/healthz'};\n",
      }),
      connections,
      fullName,
    ],
    failure: checked('wget -qO- http://localhost:3000/healthz'),
    culprit: null,
  },
  {
    name: 'nobody listens where the health check asks, and a path was called otherwise',
    base: KIOSK,
    commits: [withoutPath, connections, fullName],
    failure: checked(
      'curl -f http://localhost:3000/healthz',
      'curl: (7) Failed to connect to localhost port 3000: Connection refused',
    ),
    culprit: null,
  },
  {
    name: 'a page shows paths of which one was taken away',
    base: KIOSK,
    commits: [withoutPath, connections, fullName],
    failure: checked('sh -c "exit 1"', '<a href="/healthz">well</a>'),
    culprit: null,
  },
  {
    name: 'a path has no slash where the framework has it',
    base: DJANGO,
    commits: [
      commit('ada', {'mailer/urls.py': ["'status/'", "'state/'"]}),
      commit('nour', {'mailer/worker.py': ['log.info("sent %r"', 'log.info("mail %r"']}),
      commit('grace', {'templates/welcome.txt': ['on board!', 'on board, friend!']}),
    ],
    failure: checked('curl -fs http://localhost:8000/status/'),
    culprit: 'ada',
  },
  {
    name: 'the health check of the image asks for another path',
    base: {
      ...KIOSK,
      Dockerfile: `${KIOSK.Dockerfile}HEALTHCHECK CMD wget -qO- http://localhost:3000/healthz\n`,
    },
    commits: [commit('ada', {Dockerfile: ['3000/healthz', '3000/health']}), connections, fullName],
    failure: checked(
      'wget -qO- http://localhost:3000/health',
      'wget: server returned error: HTTP/1.1 404 Not Found',
    ),
    culprit: 'ada',
  },
  {
    name: 'another path is to be asked for from outside',
    base: {...KIOSK, 'countable.yml': 'name: kiosk\nhealth: {minutes: 1, path: /}\n'},
    commits: [
      commit('ada', {'countable.yml': ['path: /', 'path: /healthy'], 'README.md': '# Kiosk\n\nAsk.\n'}),
      connections,
      fullName,
    ],
    failure: {
      ...answered('HTTP 404'),
      message: 'http://127.0.0.1:8751/healthy answered HTTP 404 for 1 minute.',
    },
    culprit: 'ada',
  },
  {
    name: 'a page that fails is no page that is gone',
    base: KIOSK,
    commits: [withoutPath, connections, fullName],
    failure: answered('HTTP 500'),
    culprit: null,
  },
  {
    name: 'a heartbeat has another name, and the check prints nothing',
    base: MAILER,
    commits: [
      commit('ada', {'mailer/worker.py': ['/tmp/alive', '/tmp/beat']}),
      commit('nour', {'mailer/api.py': ['api on 8000', 'the api on 8000']}),
    ],
    failure: {
      ...unhealthy('worker', ''),
      evidence: {
        services: [
          {
            service: 'worker',
            state: 'running',
            health: 'unhealthy',
            healthExitCode: 1,
            healthCommand: 'test -f /tmp/alive',
          },
        ],
      },
    },
    culprit: 'ada',
  },
];
