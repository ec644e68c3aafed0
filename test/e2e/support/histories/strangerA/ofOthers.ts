import {commit, exited, type History} from '../history.ts';
import {KIOSK} from './kioskNode.ts';

const fullName = commit('grace', {'views/index.html': ['<h1>Kiosk', '<h1>Kiosk am Eck']});
const connections = commit('nour', {'src/db.js': ['max: 5', 'max: 10']});
const friendlier = commit('nour', {'src/server.js': ['kiosk listens on', 'kiosk is open on']});

const STARTED = `> kiosk@1.0.0 start
> node src/server.js
`;

const EXPRESS = `/app/node_modules/path-to-regexp/dist/index.js:108
            throw new PathError(\`Missing parameter name at index \${index}\`, str);
            ^

PathError [TypeError]: Missing parameter name at index 1: *; visit https://git.new/pathToRegexpError for info
    at consumeUntil (/app/node_modules/path-to-regexp/dist/index.js:108:27)
    at parse (/app/node_modules/path-to-regexp/dist/index.js:140:26)
    at Object.match (/app/node_modules/path-to-regexp/dist/index.js:225:30)
    at matcher (/app/node_modules/router/lib/layer.js:87:23)
    at Function.route (/app/node_modules/express/lib/application.js:259:22)
    at app.<computed> [as get] (/app/node_modules/express/lib/application.js:480:22) {
  originalPath: '*'
}`;

export const OF_OTHERS: readonly History[] = [
  {
    name: 'K1: a variable has another name, and the code still reads the old one',
    base: {...KIOSK, 'src/config.js': KIOSK['src/config.js'].replace(" || 'EUR'", '')},
    commits: [
      commit('linus', {'README.md': '# Kiosk\n\nRun it with docker compose.\n'}),
      commit('ada', {
        'docker-compose.yml': ['gum}@db:5432/kiosk\n      CURRENCY', 'gum}@db:5432/kiosk\n      MONEY'],
      }),
      connections,
    ],
    failure: exited(
      'api',
      `${STARTED}
config: no currency`,
    ),
    culprit: 'ada',
  },
  {
    name: 'K1: the address of the database has another name, and the driver asks at localhost',
    base: KIOSK,
    commits: [
      commit('linus', {'README.md': '# Kiosk\n\nRun it with docker compose.\n'}),
      commit('ada', {
        'docker-compose.yml': KIOSK['docker-compose.yml'].replace('DATABASE_URL', 'PG_URL'),
      }),
      connections,
    ],
    failure: exited(
      'api',
      `${STARTED}
kiosk listens on 3000
/app/node_modules/pg-pool/index.js:45
    Error.captureStackTrace(err)
          ^

Error: connect ECONNREFUSED 127.0.0.1:5432
    at /app/node_modules/pg-pool/index.js:45:11
    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)
    at async /app/src/app.js:‹src/app.js|select 1› {
  errno: -111
}`,
    ),
    culprit: 'ada',
  },
  {
    name: 'K2: a package that a bot brought up to date throws, in no frame but its own',
    base: KIOSK,
    commits: [
      fullName,
      commit('bot', {
        'package.json': ['"express": "4.18.2"', '"express": "5.0.1"'],
        'package-lock.json': [
          '"version": "4.18.2",\n      "resolved": "https://registry.npmjs.org/express/-/express-4.18.2.tgz",\n      "dependencies": {"path-to-regexp": "0.1.7"}',
          '"version": "5.0.1",\n      "resolved": "https://registry.npmjs.org/express/-/express-5.0.1.tgz",\n      "dependencies": {"path-to-regexp": "8.2.0"}',
        ],
      }),
      friendlier,
    ],
    failure: exited('api', `${STARTED}\n${EXPRESS}`),
    culprit: 'bot',
    innocent: 'nour',
  },
  {
    name: 'K2: the same, and nobody touched a package',
    base: KIOSK,
    commits: [fullName, connections, friendlier],
    failure: exited('api', `${STARTED}\n${EXPRESS}`),
    culprit: null,
  },
  {
    name: 'K2: the same, and another package was brought up to date',
    base: KIOSK,
    commits: [
      fullName,
      commit('bot', {
        'package.json': ['"pg": "8.11.3"', '"pg": "8.12.0"'],
        'package-lock.json': ['"version": "8.11.3"', '"version": "8.12.0"'],
      }),
      friendlier,
    ],
    failure: exited('api', `${STARTED}\n${EXPRESS}`),
    culprit: null,
  },
];
