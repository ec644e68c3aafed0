import {commit, exited, type History, unhealthy} from './history.ts';
import {DOCS, SHOP} from './shop.ts';

export const HELD_OUT_SETTINGS: readonly History[] = [
  {
    name: 'nginx does not find a service that was renamed',
    base: SHOP,
    commits: [
      commit('nour', {'nginx/site.conf': ['listen 80;', 'listen 80;\n  gzip on;']}),
      commit('ada', {'docker-compose.yml': ['  app:\n', '  api:\n']}),
      commit('grace', {'src/names.ts': ["'unknown'", "'?'"]}),
    ],
    failure: exited(
      'proxy',
      'nginx: [emerg] host not found in upstream "app" in /etc/nginx/conf.d/default.conf:‹nginx/site.conf|proxy_pass›',
    ),
    culprit: 'ada',
  },
  {
    name: 'a database lost the password that it is made with',
    base: SHOP,
    commits: [
      commit('grace', {'docker-compose.yml': ['redis:7', 'redis:7.2']}),
      commit('ada', {'docker-compose.yml': ['    environment:\n      MARIADB_ROOT_PASSWORD: tea\n', '']}),
      commit('nour', {'src/prices.ts': ['1.19', '1.2']}),
    ],
    failure: exited(
      'mysql',
      '[ERROR] [Entrypoint]: Database is uninitialized and password option is not specified\n    You need to specify one of MARIADB_ROOT_PASSWORD, MARIADB_ROOT_PASSWORD_HASH, MARIADB_ALLOW_EMPTY_ROOT_PASSWORD and MARIADB_RANDOM_ROOT_PASSWORD',
    ),
    culprit: 'ada',
  },
  {
    name: 'a port was published that nothing listens on',
    base: SHOP,
    commits: [
      commit('nour', {'nginx/site.conf': ['listen 80;', 'listen 80;\n  gzip on;']}),
      commit('ada', {'docker-compose.yml': ['8080:3000', '8080:3001']}),
      commit('grace', {'src/names.ts': ["'unknown'", "'?'"]}),
      commit('grace', {'src/api.ts': ['context.query.id', "context.query.id ?? '1'"]}),
    ],
    failure: {
      code: 'NO_ANSWER',
      message: 'The service app does not answer on port 8080.',
      where: 'service app',
      evidence: {services: [{service: 'app', state: 'running', log: ['listening']}]},
    },
    culprit: 'ada',
  },
  {
    name: 'curl went with the base image',
    base: {...SHOP, Dockerfile: SHOP.Dockerfile.replace('node:20-slim', 'node:20')},
    commits: [
      commit('grace', {'src/names.ts': ["'unknown'", "'?'"]}),
      commit('ada', {Dockerfile: ['FROM node:20\n', 'FROM node:20-slim\n']}),
      DOCS,
    ],
    failure: unhealthy('app', '/bin/sh: 1: curl: not found', 'listening'),
    culprit: 'ada',
  },
  {
    name: 'two changed settings of the service that does not come up',
    base: SHOP,
    commits: [
      commit('ada', {'docker-compose.yml': ['    build: .\n', '    build: .\n    user: "1000"\n']}),
      commit('grace', {'docker-compose.yml': ['    build: .\n', '    build: .\n    read_only: true\n']}),
    ],
    failure: exited('app', 'fatal: cannot go on'),
    culprit: null,
  },
  {
    name: 'a registry does not answer',
    base: SHOP,
    commits: [commit('ada', {'docker-compose.yml': ['redis:7', 'redis:7.2']}), DOCS],
    failure: {
      code: 'REGISTRY_UNREACHABLE',
      message: 'The image registry did not answer: dial tcp: i/o timeout.',
      evidence: {},
    },
    culprit: null,
  },
  {
    name: 'a container was killed for the memory of the machine while another wrote its code',
    base: SHOP,
    commits: [commit('ada', {'src/api.ts': ['api.listen(3000)', 'api.listen(3000, console.log)']}), DOCS],
    failure: {code: 'MACHINE_EXHAUSTED', message: 'The machine has no memory left.', evidence: {}},
    culprit: null,
  },
];
