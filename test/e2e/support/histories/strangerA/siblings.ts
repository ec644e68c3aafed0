import {commit, exited, type History} from '../history.ts';
import {KIOSK} from './kioskNode.ts';
import {MAILER} from './mailer.ts';

const fullName = commit('grace', {'views/index.html': ['<h1>Kiosk', '<h1>Kiosk am Eck']});
const connections = commit('nour', {'src/db.js': ['max: 5', 'max: 10']});
const bumped = commit('bot', {
  'package.json': ['"pg": "8.11.3"', '"pg": "8.12.0"'],
  'package-lock.json': ['"version": "8.11.3"', '"version": "8.12.0"'],
});

/** What the second stranger's breakages are like, and what only looks like them. */
export const SIBLINGS: readonly History[] = [
  {
    name: 'a variable went that the code has something else for',
    base: KIOSK,
    commits: [
      commit('ada', {'docker-compose.yml': ['      CURRENCY: EUR\n', '']}),
      commit('nour', {'src/app.js': ['Nothing here', 'There is nothing']}),
      fullName,
    ],
    failure: exited('api', 'Segmentation fault (core dumped)', 139),
    culprit: null,
  },
  {
    name: 'a host went that the code has localhost for, which refuses',
    base: {
      ...MAILER,
      'docker-compose.yml': MAILER['docker-compose.yml'].replace('QUEUE: mails', 'REDIS_HOST: queue'),
      'mailer/settings.py': "import os\n\nHOST = os.environ.get('REDIS_HOST', 'localhost')\n",
    },
    commits: [
      commit('ada', {'docker-compose.yml': ['REDIS_HOST: queue', 'QUEUE_HOST: queue']}),
      commit('nour', {'mailer/worker.py': ['log.info("sent %r"', 'log.info("mail %r"']}),
      commit('grace', {'templates/welcome.txt': ['on board!', 'on board, friend!']}),
    ],
    failure: exited(
      'worker',
      'redis.exceptions.ConnectionError: Error 111 connecting to localhost:6379. Connection refused.',
    ),
    culprit: 'ada',
  },
  {
    name: 'a bot brought a driver up to date, and the database refuses',
    base: KIOSK,
    commits: [fullName, bumped, commit('nour', {'src/app.js': ['Nothing here', 'There is nothing']})],
    failure: exited(
      'api',
      `Error: connect ECONNREFUSED 172.20.0.2:5432
    at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1611:16)
    at /app/node_modules/pg/lib/client.js:45:11`,
    ),
    culprit: null,
  },
  {
    name: 'a bot brought a package up to date that only warns',
    base: KIOSK,
    commits: [fullName, bumped, commit('nour', {'src/app.js': ['Nothing here', 'There is nothing']})],
    failure: exited(
      'api',
      '/app/node_modules/pg/lib/client.js:45: DeprecationWarning: Calling client.query() is deprecated',
    ),
    culprit: null,
  },
  {
    name: 'a package of Python throws in itself, and was brought up to date',
    base: {...MAILER, 'requirements.txt': 'redis==5.0.1\nPyYAML==5.4\n'},
    commits: [
      commit('bot', {'requirements.txt': ['PyYAML==5.4', 'PyYAML==6.0']}),
      commit('grace', {'templates/welcome.txt': ['on board!', 'on board, friend!']}),
      commit('nour', {'mailer/worker.py': ['log.info("sent %r"', 'log.info("mail %r"']}),
    ],
    failure: exited(
      'worker',
      `Traceback (most recent call last):
  File "/usr/local/bin/serve", line 8, in <module>
    sys.exit(main())
  File "/usr/local/lib/python3.11/site-packages/pyyaml/loader.py", line 121, in load
    raise TypeError("load() needs a loader")
TypeError: load() needs a loader`,
    ),
    culprit: 'bot',
  },
  {
    name: 'no test was run, and a bot brought the runner of the tests up to date',
    base: {...KIOSK, 'package.json': KIOSK['package.json'].replace('"pg":', '"vitest": "1.2.0",\n    "pg":')},
    commits: [
      commit('bot', {'package.json': ['"vitest": "1.2.0"', '"vitest": "1.3.0"']}),
      commit('ada', {'package.json': ['"test": "node --test"', '"test": "node --test checks/"']}),
      connections,
    ],
    failure: {
      code: 'NO_TESTS_RUN',
      message: 'The tests ended with exit code 0, but not one was run, by what they print.',
      where: 'service test',
      evidence: {
        log: {source: 'test', lines: ['> node --test checks/', '# tests 0']},
        services: [{service: 'test', state: 'exited', exitCode: 0}],
      },
    },
    culprit: 'ada',
  },
  {
    name: 'a script asks for a word behind a dollar that nobody gives it',
    base: {
      ...MAILER,
      'start.sh': '#!/bin/sh\nset -u\nexec python -m mailer.worker "$QUEUE"\n',
    },
    commits: [
      commit('ada', {'start.sh': ['"$QUEUE"', '"$MAILBOX"']}),
      commit('nour', {'mailer/worker.py': ['log.info("sent %r"', 'log.info("mail %r"']}),
      commit('grace', {'templates/welcome.txt': ['on board!', 'on board, friend!']}),
    ],
    failure: exited('worker', '/app/start.sh: 3: MAILBOX: parameter not set', 2),
    culprit: 'ada',
  },
  {
    name: 'a word that is one of the language is missing, and somebody imports from elsewhere',
    base: MAILER,
    commits: [
      commit('nour', {'mailer/api.py': ['import json\n', 'import json\nfrom os import environ\n']}),
      commit('ada', {'templates/welcome.txt': ['$sender', '${from}']}),
      commit('grace', {'README.md': '# Mailer\n\nx\n'}),
    ],
    failure: exited('worker', "KeyError: 'from'"),
    culprit: 'ada',
  },
  {
    name: 'what gunicorn starts names no file as broken',
    base: {...MAILER, 'gunicorn.conf.py': 'workers = 2\n'},
    commits: [
      commit('nour', {'gunicorn.conf.py': ['workers = 2', 'workers = 3']}),
      commit('grace', {'mailer/api.py': ['api on 8000', 'the api on 8000']}),
    ],
    failure: exited('api', 'Running gunicorn -c gunicorn.conf.py mailer.api\nKilled', 137),
    culprit: null,
    innocent: 'ada',
  },
];
