import {commit, exited, type History, notBuilt, unhealthy} from './history.ts';

const BASE = {
  '.env': 'WEB_PORT=8080\nSHOP_TITLE=Tea\n',
  'docker-compose.yml': `services:
  web:
    build: web
    ports: ["\${WEB_PORT}:80"]
    environment:
      TITLE: \${SHOP_TITLE}
      CACHE: redis://cache
    depends_on: [cache, db]
  worker:
    build: worker
    command: python work.py
  cache:
    image: redis:7
  db:
    image: postgres:15
    environment:
      POSTGRES_PASSWORD: tea
    healthcheck:
      test: [CMD, pg_isready]
  proxy:
    image: nginx:1.22
    volumes: ["./proxy/default.conf:/etc/nginx/conf.d/default.conf:ro"]
`,
  'dc.stage.yml': 'services:\n  web:\n    restart: always\n',
  'web/Dockerfile':
    'FROM python:3.11-slim\nWORKDIR /app\nCOPY app.py start.sh ./\nRUN chmod +x start.sh\nCMD ["./start.sh"]\n',
  'web/app.py': 'import os\n\nTITLE = os.environ["TITLE"]\n\n\ndef page():\n    return TITLE\n',
  'web/start.sh': '#!/bin/sh\nset -e\nexec python app.py\n',
  'worker/Dockerfile': 'FROM python:3.11-slim\nCOPY work.py .\n',
  'worker/work.py': 'print("works")\n',
  'proxy/default.conf': 'server {\n  listen 80;\n  location / {\n    proxy_pass http://web:80;\n  }\n}\n',
  'README.md': '# Shop\n',
};

const NOISE = commit('grace', {'worker/work.py': ['works', 'worked']});

export const COMPOSE: readonly History[] = [
  {
    name: 'a variable went from .env, and another commit uses the file beside it',
    base: BASE,
    commits: [
      NOISE,
      commit('ada', {'.env': ['SHOP_TITLE=Tea\n', '']}),
      commit('nour', {'.env': ['8080', '8090'], 'docker-compose.yml': ['redis:7', 'redis:7.2']}),
    ],
    failure: {
      code: 'MISSING_VARIABLE',
      message: 'The variable SHOP_TITLE has no value.',
      where: 'docker-compose.yml:6',
      evidence: {},
    },
    culprit: 'ada',
  },
  {
    name: 'a variable without a value came in',
    base: BASE,
    commits: [
      commit('nour', {'docker-compose.yml': ['redis:7', 'redis:7.2']}),
      commit('ada', {
        'docker-compose.yml': ['      TITLE:', '      STRIPE_KEY: ${STRIPE_KEY}\n      TITLE:'],
      }),
      NOISE,
    ],
    failure: {
      code: 'MISSING_VARIABLE',
      message: 'The variable STRIPE_KEY has no value.',
      where: 'docker-compose.yml:‹docker-compose.yml|STRIPE_KEY›',
      evidence: {},
    },
    culprit: 'ada',
  },
  {
    name: 'nginx does not know a directive, in a file that is mounted',
    base: BASE,
    commits: [
      commit('nour', {'proxy/default.conf': ['listen 80;', 'listen 80;\n  server_name shop;']}),
      commit('ada', {'proxy/default.conf': ['    proxy_pass', '    proxy_buffer off;\n    proxy_pass']}),
      commit('grace', {'web/app.py': ['return TITLE', 'return TITLE.upper()']}),
    ],
    failure: exited(
      'proxy',
      '2026/11/24 10:00:00 [emerg] 1#1: unknown directive "proxy_buffer" in /etc/nginx/conf.d/default.conf:‹proxy/default.conf|proxy_buffer›\nnginx: [emerg] unknown directive "proxy_buffer" in /etc/nginx/conf.d/default.conf:‹proxy/default.conf|proxy_buffer›',
    ),
    culprit: 'ada',
  },
  {
    name: 'the image of a database has another major version',
    base: BASE,
    commits: [
      commit('grace', {'web/app.py': ['return TITLE', 'return TITLE.upper()']}),
      commit('ada', {'docker-compose.yml': ['postgres:15', 'postgres:16']}),
      commit('nour', {'docker-compose.yml': ['redis:7', 'redis:7.2']}),
    ],
    failure: exited(
      'db',
      'PostgreSQL Database directory appears to contain a database; Skipping initialization\nFATAL:  database files are incompatible with server\nDETAIL:  The data directory was initialized by PostgreSQL version 15, which is not compatible with this version 16.1.',
    ),
    culprit: 'ada',
  },
  {
    name: 'a file that the Dockerfile copies went',
    base: BASE,
    commits: [
      commit('nour', {'web/app.py': ['return TITLE', 'return TITLE.upper()']}),
      commit('ada', {'web/start.sh => web/bin/start.sh': ['set -e', 'set -e']}),
      commit('grace', {'web/Dockerfile': ['WORKDIR /app', 'ENV PYTHONUNBUFFERED=1\nWORKDIR /app']}),
    ],
    failure: notBuilt(
      'web',
      '3/5] COPY app.py start.sh ./',
      ` > [web 3/5] COPY app.py start.sh ./:
------
Dockerfile:‹web/Dockerfile|COPY›
--------------------
   2 |     ENV PYTHONUNBUFFERED=1
   3 |     WORKDIR /app
   4 | >>> COPY app.py start.sh ./
   5 |     RUN chmod +x start.sh
   6 |     CMD ["./start.sh"]
--------------------
failed to solve: failed to compute cache key: failed to calculate checksum of ref 7ba0z::x4v: "/start.sh": not found`,
    ),
    culprit: 'ada',
  },
  {
    name: 'the command of a service is not there',
    base: BASE,
    commits: [
      commit('grace', {'worker/work.py': ['works', 'worked']}),
      commit('ada', {'docker-compose.yml': ['python work.py', 'celery worker']}),
      commit('nour', {'docker-compose.yml': ['redis:7', 'redis:7.2']}),
    ],
    failure: {
      code: 'START_FAILED',
      message:
        'Compose could not start the services: Error response from daemon: failed to create task for container: exec: "celery": executable file not found in $PATH: unknown',
      evidence: {services: [{service: 'worker', state: 'created', exitCode: 127}]},
    },
    culprit: 'ada',
  },
  {
    name: 'the health check of a service has changed in the file of its environment',
    base: BASE,
    commits: [
      commit('nour', {'web/app.py': ['return TITLE', 'return TITLE.upper()']}),
      commit('ada', {
        'dc.stage.yml': [
          '    restart: always\n',
          '    restart: always\n    healthcheck:\n      test: wget -q localhost:81\n',
        ],
      }),
      commit('grace', {'docker-compose.yml': ['redis:7', 'redis:7.2']}),
    ],
    failure: unhealthy('web', "wget: can't connect to remote host (127.0.0.1): Connection refused"),
    culprit: 'ada',
  },
  {
    name: 'the disk is full',
    base: BASE,
    commits: [NOISE, commit('ada', {'web/Dockerfile': ['WORKDIR /app', 'RUN true\nWORKDIR /app']})],
    failure: {
      code: 'DISK_FULL',
      message: 'There is no space left on the disk of the Docker host.',
      evidence: {log: {source: 'docker compose build', lines: ['Dockerfile:2', 'no space left on device']}},
    },
    culprit: null,
  },
  {
    name: 'Docker has no address pool left',
    base: BASE,
    commits: [
      NOISE,
      commit('ada', {'docker-compose.yml': ['services:\n', 'networks:\n  front: {}\nservices:\n']}),
    ],
    failure: {
      code: 'START_FAILED',
      message:
        'Compose could not start the services: failed to create network shop-stage_front: Error response from daemon: could not find an available, non-overlapping IPv4 address pool among the defaults to assign to the network',
      evidence: {},
    },
    culprit: null,
  },
];

/** The same in files that no convention names: of the settings, or of an `include`. */
export const OTHER_NAMES: readonly History[] = COMPOSE.map(history => {
  const text = JSON.stringify(history)
    .replaceAll('docker-compose.yml', 'infra/stack.yml')
    .replaceAll('dc.stage.yml', 'infra/staging.yaml');
  return {...(JSON.parse(text) as History), name: `${history.name}, in files of other names`};
});
