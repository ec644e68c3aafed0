import {commit, exited, failedTests, type History, notBuilt, testLog} from './history.ts';
import {BASE} from './desk.ts';

export const JAVASCRIPT: readonly History[] = [
  {
    name: 'a function was renamed where it is made and not where it is called',
    base: BASE,
    commits: [
      commit('grace', {
        'web/src/server.js': ["console.log('listening on', port)", "console.log('listens on', port)"],
      }),
      commit('ada', {
        'web/src/cart.js': [
          'module.exports = {sum, gross, cheapest}',
          'module.exports = {sum, gross, lowest: cheapest}',
        ],
      }),
      commit('nour', {'web/src/server.js': ['|| 3000', '|| 8000']}),
    ],
    failure: exited(
      'web',
      `/srv/src/server.js:‹web/src/server.js|cheapest(items)›
  if (request.url === '/cheapest') return response.end(cheapest(items).name);
                                                       ^

TypeError: cheapest is not a function
    at Server.<anonymous> (/srv/src/server.js:‹web/src/server.js|cheapest(items)›:56)
    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)

Node.js v20.20.0`,
    ),
    culprit: 'ada',
  },
  {
    name: 'a comparison was turned round; others touched the test and the file',
    base: BASE,
    commits: [
      commit('ada', {'web/src/cart.js': ['a.price - b.price', 'b.price - a.price']}),
      commit('grace', {
        'web/src/cart.js': ['const sum = items =>', '/** All prices. */\nconst sum = items =>'],
      }),
      commit('grace', {
        'web/test/cart.test.js': [
          "  it('finds the cheapest'",
          "  it('is there', () => {\n    expect(gross).toBeDefined();\n  });\n\n  it('finds the cheapest'",
        ],
      }),
      commit('nour', {'web/styles/desk.css': ['red', 'blue']}),
    ],
    failure: failedTests({
      name: 'cart › finds the cheapest',
      file: 'test/cart.test.js',
      message: 'Error: expect(received).toBe(expected) // Object.is equality',
      details: `Error: expect(received).toBe(expected) // Object.is equality

Expected: "tea"
Received: "cup"
    at Object.toBe (/srv/test/cart.test.js:‹web/test/cart.test.js|toBe('tea')›:34)
    at Promise.then.completed (/srv/node_modules/jest-circus/build/utils.js:298:28)`,
    }),
    culprit: 'ada',
  },
  {
    name: 'a variable was renamed in the compose file alone',
    base: BASE,
    commits: [
      commit('nour', {'web/src/store.js': ['price: 9', 'price: 8']}),
      commit('ada', {'docker-compose.yml': ['DATABASE_URL:', 'DB_URL:']}),
      commit('grace', {'docker-compose.yml': ['image: postgres:15', 'image: postgres:15.8']}),
    ],
    failure: exited(
      'web',
      `/srv/src/store.js:‹web/src/store.js|is not set›
if (!url) throw new Error('DATABASE_URL is not set');
          ^

Error: DATABASE_URL is not set
    at Object.<anonymous> (/srv/src/store.js:‹web/src/store.js|is not set›:17)
    at Module._compile (node:internal/modules/cjs/loader:1521:14)
    at Object.<anonymous> (/srv/src/server.js:4:19)

Node.js v20.20.0`,
    ),
    culprit: 'ada',
  },
  {
    name: 'a file that is required was moved',
    base: BASE,
    commits: [
      commit('grace', {'web/package.json': ['"pg": "8.12.0"', '"pg": "8.13.0"']}),
      commit('ada', {'web/src/store.js => web/src/data/store.js': ['price: 9', 'price: 9']}),
      commit('nour', {'web/src/server.js': ['|| 3000', '|| 8000']}),
    ],
    failure: exited(
      'web',
      `node:internal/modules/cjs/loader:1228
  throw err;
  ^

Error: Cannot find module './store'
Require stack:
- /srv/src/server.js
    at Module._resolveFilename (node:internal/modules/cjs/loader:1225:15)
    at require (node:internal/modules/helpers:179:18)
    at Object.<anonymous> (/srv/src/server.js:‹web/src/server.js|require('./store')›:19) {
  code: 'MODULE_NOT_FOUND',
  requireStack: [ '/srv/src/server.js' ]
}

Node.js v20.20.0`,
    ),
    culprit: 'ada',
  },
  {
    name: 'a manifest has what the lock file has not',
    base: BASE,
    commits: [
      commit('grace', {'web/src/cart.js': ['rate = 19', 'rate = 20']}),
      commit('ada', {'web/package.json': ['"pg": "8.12.0"', '"pg": "8.12.0",\n    "undici": "6.19.8"']}),
      commit('nour', {'web/src/server.js': ['|| 3000', '|| 8000']}),
    ],
    failure: notBuilt(
      'web',
      '4/5] RUN npm ci',
      ` > [web 4/5] RUN npm ci:
0.9 npm error code EUSAGE
0.9 npm error
0.9 npm error \`npm ci\` can only install packages when your package.json and package-lock.json or npm-shrinkwrap.json are in sync. Please update your lock file with \`npm install\` before continuing.
0.9 npm error
0.9 npm error Missing: undici@6.19.8 from lock file
------
Dockerfile:4
--------------------
   2 |     WORKDIR /srv
   3 |     COPY package.json package-lock.json ./
   4 | >>> RUN npm ci
   5 |     COPY . .
   6 |     CMD ["node", "src/server.js"]
--------------------
failed to solve: process "/bin/sh -c npm ci" did not complete successfully: exit code: 1`,
    ),
    culprit: 'ada',
  },
  {
    name: 'two changed one function on the lines beside the traced one: nobody can tell from the trace',
    base: BASE,
    commits: [
      commit('ada', {
        'web/src/cart.js': [
          '  const sorted = [...items].sort((a, b) => a.price - b.price);',
          '  const sorted = items.filter(({price}) => price > 10);',
        ],
      }),
      commit('nour', {'web/src/store.js': ["{name: 'tea', price: 3}, {name: 'cup', price: 9}", '']}),
      commit('grace', {'README.md': ['# Desk', '# The desk']}),
    ],
    failure: testLog(`TypeError: Cannot read properties of undefined (reading 'name')
    at Server.<anonymous> (/srv/src/server.js:‹web/src/server.js|cheapest(items)›:72)
    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)`),
    culprit: null,
  },
];
