import {BOTH, DEPLOY, TEST, but, type Breakage} from '../breakage.ts';
import {node} from '../stacks/node.ts';

export const nodeBreakages: readonly Breakage[] = [
  {
    name: 'node-misspelt',
    stack: node,
    stage: DEPLOY,
    breaks: {
      'src/server.js': but(node['src/server.js'], 'total([])', 'totel([])').replace(
        'http\n  .create',
        'console.log(totel([]));\nhttp\n  .create',
      ),
    },
    says: /totel is not defined/,
    remedy: /src\/server\.js|totel/,
  },
  {
    name: 'node-other-port',
    stack: node,
    stage: DEPLOY,
    breaks: {'config/shop.json': but(node['config/shop.json'], '3000', '3001')},
    says: /did not answer|3001|closes/,
    remedy: /port|listen/i,
  },
  {
    name: 'node-lock-file',
    stack: node,
    stage: BOTH,
    breaks: {
      'package.json': but(
        node['package.json'],
        '"private": true',
        '"private": true,\n  "dependencies": {"ms": "2.1.3"}',
      ),
    },
    says: /package-lock\.json|lock file|in sync/,
    remedy: /npm install/,
  },
  {
    name: 'node-json',
    stack: node,
    stage: DEPLOY,
    breaks: {'config/shop.json': '{\n  "name": "Shop",\n  "port": 3000,\n}\n'},
    says: /JSON/,
    remedy: /JSON|config/,
  },
  {
    name: 'node-windows-lines',
    stack: node,
    stage: BOTH,
    breaks: {'entrypoint.sh': node['entrypoint.sh'].replaceAll('\n', '\r\n')},
    says: /CRLF|Windows|line end/i,
    remedy: /entrypoint\.sh|\.gitattributes/,
  },
  {
    name: 'node-shipping',
    stack: node,
    stage: TEST,
    breaks: {'src/cart.js': but(node['src/cart.js'], 'cents >= 5000', 'cents > 5000')},
    innocents: [
      {'test/more.test.js': "const {test} = require('node:test');\n\ntest('holds', () => {});\n"},
      {'README.md': 'Run the tests: node --test\n'},
    ],
    says: /ships for nothing|790/,
    remedy: /test/i,
  },
  {
    name: 'node-not-executable',
    stack: node,
    stage: BOTH,
    breaks: {Dockerfile: but(node.Dockerfile, 'RUN chmod +x entrypoint.sh\n', '')},
    says: /execut/i,
    remedy: /chmod/,
  },
  {
    name: 'node-no-shebang',
    stack: node,
    stage: BOTH,
    breaks: {'entrypoint.sh': '# Starts what it is given.\nset -e\nexec "$@"\n'},
    says: /entrypoint\.sh|#!/,
    remedy: /#!/,
  },
  {
    name: 'node-no-curl',
    stack: node,
    stage: DEPLOY,
    breaks: {
      'docker-compose.yml': `${node['docker-compose.yml']}    healthcheck: {test: curl -f http://localhost:3000/, interval: 2s, retries: 2}\n`,
    },
    says: /curl/,
    remedy: /curl/,
  },
  {
    name: 'node-command',
    stack: node,
    stage: DEPLOY,
    breaks: {
      'docker-compose.yml': `${node['docker-compose.yml']}    command: node src/sever.js\n`,
    },
    says: /src\/sever\.js/,
    remedy: /command|sever\.js/,
  },
  {
    name: 'node-loopback',
    stack: node,
    stage: DEPLOY,
    breaks: {
      'src/server.js': but(
        node['src/server.js'],
        '.listen(config.port, ()',
        ".listen(config.port, '127.0.0.1', ()",
      ),
    },
    innocents: [
      {'src/cart.js': `${node['src/cart.js']}\nexports.isEmpty = items => items.length === 0;\n`},
      {'config/shop.json': but(node['config/shop.json'], '"Shop"', '"Our shop"')},
    ],
    says: /127\.0\.0\.1/,
    remedy: /0\.0\.0\.0/,
  },
  {
    name: 'node-rejection',
    stack: node,
    stage: DEPLOY,
    breaks: {
      'src/server.js': `${node['src/server.js']}
const refresh = async () => {
  const answer = await fetch('http://rates:8080/today');
  console.log('rates', await answer.json());
};
setTimeout(refresh, 3000);
`,
    },
    innocents: [
      {'src/config.js': `${node['src/config.js']}exports.started = new Date();\n`},
      {'src/cart.js': `${node['src/cart.js']}\nexports.isEmpty = items => items.length === 0;\n`},
    ],
    says: /\brates\b/,
    remedy: /\brates\b/,
  },
  {
    name: 'node-module-kind',
    stack: node,
    stage: BOTH,
    breaks: {
      'package.json': but(node['package.json'], '"private": true', '"private": true,\n  "type": "module"'),
    },
    innocents: [
      {'src/cart.js': `${node['src/cart.js']}\nexports.isEmpty = items => items.length === 0;\n`},
      {'test/empty.test.js': "const {test} = require('node:test');\n\ntest('is empty', () => {});\n"},
    ],
    says: /require is not defined|ES module/,
    remedy: /"type"/,
  },
  {
    name: 'node-start-script',
    stack: node,
    stage: DEPLOY,
    breaks: {Dockerfile: but(node.Dockerfile, '"node", "src/server.js"', '"npm", "start"')},
    innocents: [
      {'src/cart.js': `${node['src/cart.js']}\nexports.isEmpty = items => items.length === 0;\n`},
      {'src/server.js': `// The door of the shop.\n${node['src/server.js']}`},
    ],
    says: /script.*start|start.*script/i,
    remedy: /"?start"?.*package\.json|package\.json.*"?start"?/s,
  },
  {
    name: 'node-hanging-test',
    stack: node,
    stage: TEST,
    minutes: 1,
    breaks: {
      'test/server.test.js': `const {test} = require('node:test');
require('../src/server.js');

test('greets', async () => {
  const answer = await fetch('http://127.0.0.1:3000/');
  if (!(await answer.text()).includes('Shop')) throw new Error('no greeting');
});
`,
    },
    innocents: [
      {'src/cart.js': `${node['src/cart.js']}\nexports.isEmpty = items => items.length === 0;\n`},
      {'test/empty.test.js': "const {test} = require('node:test');\n\ntest('is empty', () => {});\n"},
    ],
    says: /did not end|time limit|minute/i,
    remedy: /server\.test|hangs|timeouts/,
  },
];
