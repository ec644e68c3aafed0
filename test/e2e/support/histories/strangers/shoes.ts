import {commit, exited, type History, testLog, unhealthy} from '../history.ts';
import {SHOES} from './shoeShop.ts';

const boots = commit('grace', {'src/server.js': ['Schuhe', 'Stiefel']});
const docs = commit('nour', {'README.md': ['# Shop', '# The shop']});

export const AT_THE_SHOES: readonly History[] = [
  {
    name: 'a test of nonsense is new, and what it calls was written otherwise afterwards',
    base: SHOES,
    commits: [
      commit('ada', {
        'test/price.test.js': [
          "test('label",
          "test('rebate', () => { console.log('x'); assert.equal(label(-5), '-0,05 €…'); });\ntest('label",
        ],
      }),
      commit('grace', {'src/price.js': ['toFixed(2)', "toFixed(2).padStart(4, ' ')"]}),
    ],
    failure: testLog(`not ok 3 - rebate
  location: '/app/test/price.test.js:‹test/price.test.js|rebate›:1'
  error: "'-0,05 €' == '-0,05 €…'"
  code: 'ERR_ASSERTION'
  stack: |-
    TestContext.<anonymous> (/app/test/price.test.js:‹test/price.test.js|rebate›:58)
    Test.runInAsyncScope (node:async_hooks:206:9)`),
    culprit: 'ada',
  },
  {
    name: 'a server listens on another port since compose gives it one, and its check asks the old one',
    base: SHOES,
    commits: [
      commit('grace', {'src/price.js': ['Math.round(cents', 'Math.floor(cents']}),
      commit('ada', {'docker-compose.yml': ['DB_HOST: db', 'DB_HOST: db\n      PORT: 8080']}),
      docs,
    ],
    failure: unhealthy('web', '', 'listening on 8080'),
    culprit: 'ada',
    innocent: 'nour',
  },
  {
    name: 'the registry is not known here, and a bot moved an image to another version of it',
    base: SHOES,
    commits: [commit('bot', {Dockerfile: ['node:20-slim', 'node:22-slim']}), docs],
    failure: {
      code: 'REGISTRY_UNREACHABLE',
      where: 'node:22-slim',
      message:
        'The image registry did not answer: dial tcp: lookup registry-1.docker.io on 10.255.255.53:53: no such host.',
      evidence: {
        log: {
          source: 'docker compose build',
          lines: [
            '#3 [web internal] load metadata for docker.io/library/node:22-slim',
            '#3 ERROR: failed to do request: Head "https://registry-1.docker.io/v2/library/node/manifests/22-slim": dial tcp: lookup registry-1.docker.io on 10.255.255.53:53: no such host',
          ],
        },
      },
    },
    culprit: null,
  },
  {
    name: 'the registry is not known here, and nobody asked it for that name before',
    base: SHOES,
    commits: [commit('ada', {Dockerfile: ['node:20-slim', 'ndoe:20-slim']}), docs],
    failure: {
      code: 'REGISTRY_UNREACHABLE',
      message:
        'The image registry did not answer: dial tcp: lookup registry-1.docker.io on 10.255.255.53:53: no such host.',
      where: 'ndoe:20-slim',
    },
    culprit: 'ada',
  },
  {
    name: 'the registry is not known here, and the image of a service was written wrong',
    base: SHOES,
    commits: [
      commit('ada', {
        'docker-compose.yml': ['  db:\n    image: postgres:15', '  db:\n    image: postgers:15'],
      }),
      docs,
    ],
    failure: {
      code: 'REGISTRY_UNREACHABLE',
      message:
        'The image registry did not answer: dial tcp: lookup registry-1.docker.io on 10.255.255.53:53: no such host.',
      where: 'service db',
    },
    culprit: 'ada',
  },
  {
    name: 'a port was moved onto one that another project holds',
    base: SHOES,
    commits: [commit('ada', {'dc.stage.yml': ['8732', '8734']}), boots],
    failure: {
      code: 'PORT_TAKEN',
      message: 'The port 8734 that web is to publish is in use by the container strboard-stage-web-1.',
      where: 'port 8734',
    },
    culprit: 'ada',
  },
  {
    name: 'a server warms up for longer than its check waits, and a readme was written',
    base: SHOES,
    commits: [
      commit('ada', {
        'src/server.js': [
          'server.listen(config.port',
          "console.log('warming the cache');\nserver.listen(config.port",
        ],
      }),
      docs,
    ],
    failure: unhealthy('web', '', 'warming the cache'),
    culprit: 'ada',
    innocent: 'nour',
  },
  {
    name: 'a port is no number any more, and a health check has more patience',
    base: SHOES,
    commits: [
      commit('ada', {'src/config.js': ['process.env.PORT || 3000', "process.env.PORT || '3000;'"]}),
      commit('nour', {'docker-compose.yml': ['retries: 30', 'retries: 31']}),
    ],
    failure: exited(
      'web',
      `RangeError [ERR_SOCKET_BAD_PORT]: options.port should be >= 0 and < 65536. Received type number (NaN).
    at Server.listen (node:net:2059:5)
    at Object.<anonymous> (/app/src/server.js:‹src/server.js|server.listen›:8)
    at Module._compile (node:internal/modules/cjs/loader:1521:14)`,
    ),
    culprit: 'ada',
    innocent: 'nour',
  },
];
