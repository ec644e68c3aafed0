import {commit, exited, failedTests, type History, notBuilt} from './history.ts';
import {DOCS, SHOP} from './shop.ts';

export const HELD_OUT_NODE: readonly History[] = [
  {
    name: 'TypeScript does not compile what one has changed of a signature',
    base: SHOP,
    commits: [
      commit('grace', {'src/api.ts': ['api.listen(3000)', 'api.listen(3000, console.log)']}),
      commit('ada', {'src/names.ts': ['nameOf = (id: number)', 'nameOf = (id: string)']}),
      commit('nour', {'src/prices.ts': ['1.19', '1.2']}),
    ],
    failure: notBuilt(
      'app',
      '6/6] RUN npm run build',
      `src/api.ts(‹src/api.ts|nameOf(id)›,55): error TS2345: Argument of type 'number' is not assignable to parameter of type 'string'.
failed to solve: process "/bin/sh -c npm run build" did not complete successfully: exit code: 2`,
    ),
    culprit: 'ada',
  },
  {
    name: 'a module is required that was never added',
    base: SHOP,
    commits: [
      commit('nour', {'src/prices.ts': ['1.19', '1.2']}),
      commit('ada', {
        'src/api.ts': [
          "import Koa from 'koa';\n",
          "import Koa from 'koa';\nimport {taxOf} from './taxes';\n",
        ],
      }),
      commit('grace', {'src/api.ts': ['api.listen(3000)', 'api.listen(3000, console.log)']}),
    ],
    failure: exited(
      'app',
      "Error: Cannot find module './taxes'\nRequire stack:\n- /srv/src/api.ts\n    at Module._resolveFilename (node:internal/modules/cjs/loader:1225:15)",
    ),
    culprit: 'ada',
  },
  {
    name: 'jest fails on a sum that was changed, with its own frames above',
    base: SHOP,
    commits: [
      commit('grace', {
        'test/prices.test.ts': [
          "test('knows a price'",
          "test('is there', () => {\n  expect(withTax).toBeDefined();\n});\n\ntest('knows a price'",
        ],
      }),
      commit('ada', {'src/prices.ts': ['price * 1.19', 'price * 1.07']}),
      commit('nour', {'src/prices.ts': ["'no price of '", "'no price for '"]}),
      commit('grace', {'src/names.ts': ["'unknown'", "'?'"]}),
    ],
    failure: failedTests({
      name: 'adds the tax',
      message: 'expect(received).toBe(expected)',
      file: '/srv/test/prices.test.ts',
      details:
        'Error: expect(received).toBe(expected)\n\nExpected: 119\nReceived: 107\n    at Object.toBe (/srv/test/prices.test.ts:‹test/prices.test.ts|withTax(100)›:24)\n    at new Promise (<anonymous>)\n    at jestAdapter (/srv/node_modules/jest-circus/build/jestAdapter.js:79:19)',
    }),
    culprit: 'ada',
  },
  {
    name: 'npm finds no versions that go together',
    base: SHOP,
    commits: [
      commit('grace', {'src/names.ts': ["'unknown'", "'?'"]}),
      commit('ada', {'package.json': ['"koa": "2.15.3"', '"koa": "2.15.3",\n    "koa-views": "8.1.0"']}),
      DOCS,
    ],
    failure: notBuilt(
      'app',
      '4/6] RUN npm ci',
      'npm error code ERESOLVE\nnpm error ERESOLVE could not resolve\nnpm error While resolving: koa-views@8.1.0\nnpm error Found: @types/koa@2.15.0\nfailed to solve: process "/bin/sh -c npm ci" did not complete successfully: exit code: 1',
    ),
    culprit: 'ada',
  },
  {
    name: 'line ends of another system stand in the script that a container begins with',
    base: SHOP,
    commits: [
      commit('nour', {'src/prices.ts': ['1.19', '1.2']}),
      commit('ada', {'start.sh': '#!/bin/sh\r\nset -e\r\nexec node dist/api.js\r\n'}),
      commit('grace', {'src/names.ts': ["'unknown'", "'?'"]}),
    ],
    failure: exited('app', 'exec ./start.sh: no such file or directory', 255),
    culprit: 'ada',
  },
];
