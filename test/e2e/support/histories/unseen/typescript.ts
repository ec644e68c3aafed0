import {commit, exited, failedTests, notBuilt, type History} from '../history.ts';

const TYPESCRIPT = {
  'src/cart.ts': `export interface Item {
  name: string;
  cents: number;
}

export const total = (items: Item[]): number => {
  let sum = 0;
  for (const {cents} of items) sum += cents;
  return sum;
};

export const label = ({name}: Item): string => name.trim().toUpperCase();
`,
  'src/main.ts': `import {createServer} from 'node:http';
import {label, total} from './cart.js';

const items = [{name: 'tea', cents: 300}];

createServer((_, response) => {
  response.end(\`\${items.map(label).join()}: \${total(items)}\`);
}).listen(3000);
`,
  'test/cart.test.ts': `import {expect, test} from 'vitest';
import {label, total} from '../src/cart.js';

test('adds up', () => {
  expect(total([{name: 'tea', cents: 300}])).toBe(300);
});

test('labels', () => {
  expect(label({name: ' tea', cents: 1})).toBe('TEA');
});
`,
  'package.json':
    '{\n  "name": "till",\n  "dependencies": {\n    "react": "18.3.1",\n    "react-dom": "18.3.1"\n  }\n}\n',
  'package-lock.json': '{}\n',
  Dockerfile:
    'FROM node:20-slim\nWORKDIR /srv\nCOPY . .\nRUN npm install\nRUN npx tsc\nCMD ["node", "dist/main.js"]\n',
  'docker-compose.yml': 'services:\n  web:\n    build: .\n',
};

export const TYPESCRIPT_CODE: readonly History[] = [
  {
    name: 'a type does not fit, said by tsc in the build',
    base: TYPESCRIPT,
    commits: [
      commit('grace', {'src/cart.ts': ['name.trim()', 'name.trimStart()']}),
      commit('ada', {'src/main.ts': ['cents: 300}', "cents: '300'}"]}),
      commit('nour', {'test/cart.test.ts': ["test('labels'", "test('is', () => {});\n\ntest('labels'"]}),
    ],
    failure: notBuilt(
      'web',
      '5/5] RUN npx tsc',
      ` > [web 5/5] RUN npx tsc:
4.2 src/main.ts(‹src/main.ts|total(items)›,44): error TS2345: Argument of type '{ name: string; cents: string; }[]' is not assignable to parameter of type 'Item[]'.
4.2   Type '{ name: string; cents: string; }' is not assignable to type 'Item'.
4.2     Types of property 'cents' are incompatible.
------
failed to solve: process "/bin/sh -c npx tsc" did not complete successfully: exit code: 1`,
    ),
    culprit: 'ada',
  },
  {
    name: 'vitest: what a test calls was changed, the tests were moved about',
    base: TYPESCRIPT,
    commits: [
      commit('ada', {'src/cart.ts': ['name.trim().toUpperCase()', 'name.toUpperCase()']}),
      commit('grace', {
        'test/cart.test.ts': [
          "test('adds up'",
          "test('is there', () => {\n  expect(total).toBeDefined();\n});\n\ntest('adds up'",
        ],
      }),
      commit('nour', {'src/main.ts': ['listen(3000)', 'listen(3001)']}),
    ],
    failure: failedTests({
      name: 'test/cart.test.ts › labels',
      message: "expected ' TEA' to be 'TEA' // Object.is equality",
      details: `AssertionError: expected ' TEA' to be 'TEA' // Object.is equality

- Expected
+ Received

- TEA
+  TEA

 ❯ test/cart.test.ts:‹test/cart.test.ts|toBe('TEA')›:45`,
    }),
    culprit: 'ada',
  },
  {
    name: 'an export that a module does not have',
    base: TYPESCRIPT,
    commits: [
      commit('nour', {'src/main.ts': ['listen(3000)', 'listen(3001)']}),
      commit('ada', {'src/cart.ts': ['export const label', 'const label']}),
      commit('grace', {'src/cart.ts': ['let sum = 0;', 'let sum = 0; // cents']}),
    ],
    failure: exited(
      'web',
      `file:///srv/src/main.ts:2
import {label, total} from './cart.js';
        ^^^^^
SyntaxError: The requested module './cart.js' does not provide an export named 'label'
    at ModuleJob._instantiate (node:internal/modules/esm/module_job:171:21)
    at async ModuleJob.run (node:internal/modules/esm/module_job:254:5)

Node.js v20.20.0`,
    ),
    culprit: 'ada',
  },
  {
    name: 'npm finds no versions that go together',
    base: TYPESCRIPT,
    commits: [
      commit('grace', {'src/cart.ts': ['name.trim()', 'name.trimStart()']}),
      commit('nour', {Dockerfile: ['WORKDIR /srv', 'ENV CI=1\nWORKDIR /srv']}),
      commit('ada', {'package.json': ['"react": "18.3.1"', '"react": "17.0.2"']}),
    ],
    failure: notBuilt(
      'web',
      '4/5] RUN npm install',
      ` > [web 4/5] RUN npm install:
2.0 npm error code ERESOLVE
2.0 npm error ERESOLVE unable to resolve dependency tree
2.0 npm error Found: react@17.0.2
2.0 npm error node_modules/react
2.0 npm error   react@"17.0.2" from the root project
2.0 npm error Could not resolve dependency:
2.0 npm error peer react@"^18.3.1" from react-dom@18.3.1
------
failed to solve: process "/bin/sh -c npm install" did not complete successfully: exit code: 1`,
    ),
    culprit: 'ada',
  },
];
