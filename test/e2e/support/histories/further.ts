import {commit, exited, failedTests, type History, notBuilt, testLog, unhealthy} from './history.ts';

// Written before the weights were, and not looked at while they were tuned.

const SHOP = {
  'docker-compose.yml': `services:
  app:
    build: .
    ports: ["8080:3000"]
    environment:
      REDIS_HOST: cache
      TOKEN_URL: http://tokens
    depends_on: [cache, mysql]
  cache:
    image: redis:7
  mysql:
    image: mariadb:10.11
    environment:
      MARIADB_ROOT_PASSWORD: tea
  proxy:
    image: nginx:1.22
    volumes: ["./nginx/site.conf:/etc/nginx/conf.d/default.conf:ro"]
`,
  Dockerfile:
    'FROM node:20-slim\nWORKDIR /srv\nCOPY package.json package-lock.json ./\nRUN npm ci\nCOPY . .\nCMD ["./start.sh"]\n',
  'start.sh': '#!/bin/sh\nset -e\nexec node dist/api.js\n',
  'package.json':
    '{\n  "name": "shop",\n  "dependencies": {\n    "koa": "2.15.3",\n    "ioredis": "5.4.1"\n  }\n}\n',
  'package-lock.json': '{\n  "lockfileVersion": 3,\n  "koa": "2.15.3",\n  "ioredis": "5.4.1"\n}\n',
  'src/api.ts': `import Koa from 'koa';
import {priceOf} from './prices';
import {nameOf} from './names';

const api = new Koa();

api.use(context => {
  const id = Number(context.query.id);
  context.body = {price: priceOf(id), name: nameOf(id)};
});

api.listen(3000);
`,
  'src/prices.ts': `const prices = new Map([[1, 300], [2, 900]]);

export const priceOf = (id: number): number => {
  const price = prices.get(id);
  if (price === undefined) throw new Error('no price of ' + id);
  return price;
};

export const withTax = (price: number): number => Math.round(price * 1.19);
`,
  'src/names.ts': `const names = new Map([[1, 'tea'], [2, 'cup']]);

export const nameOf = (id: number): string => names.get(id) ?? 'unknown';
`,
  'test/prices.test.ts': `import {priceOf, withTax} from '../src/prices';

test('knows a price', () => {
  expect(priceOf(1)).toBe(300);
});

test('adds the tax', () => {
  expect(withTax(100)).toBe(119);
});
`,
  'nginx/site.conf': 'server {\n  listen 80;\n  location / {\n    proxy_pass http://app:3000;\n  }\n}\n',
  'docs/readme.md': '# Shop\n',
};

const DOCS = commit('linus', {'docs/readme.md': ['# Shop', '# The shop']});

const NODE: readonly History[] = [
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

const SETTINGS: readonly History[] = [
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

const DJANGO = {
  'blog/__init__.py': '',
  'blog/posts.py': `import os

TITLE = os.environ["BLOG_TITLE"]


def slug(title):
    return title.lower().replace(" ", "-")


def excerpt(text, length=10):
    return text[:length]


def feed(posts):
    return [excerpt(post) for post in posts]
`,
  'blog/dates.py': 'def iso(date):\n    return date.isoformat()\n',
  'tests/test_posts.py': `from blog.posts import excerpt, feed, slug


def test_slug():
    assert slug("A Tea") == "a-tea"


def test_excerpt():
    assert excerpt("0123456789abc") == "0123456789"
`,
  'blog/migrations/0001_initial.py': 'operations = ["create"]\n',
  'requirements.txt': 'Django==4.2.16\nceleryish==1.0\n',
  'docker-compose.yml': 'services:\n  web:\n    build: .\n    environment:\n      BLOG_TITLE: Tea\n',
  Dockerfile:
    'FROM python:3.11-slim\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\nCOPY . .\n',
  'README.md': '# Blog\n',
};

const PYTHON: readonly History[] = [
  {
    name: 'pytest shows the line of the test, and the function below it was changed',
    base: DJANGO,
    commits: [
      commit('nour', {
        'tests/test_posts.py': [
          'def test_slug',
          'def test_feed():\n    assert feed([]) == []\n\n\ndef test_slug',
        ],
      }),
      commit('ada', {'blog/posts.py': ['.replace(" ", "-")', '.replace(" ", "_")']}),
      commit('grace', {'blog/dates.py': ['date.isoformat()', 'date.isoformat()[:10]']}),
    ],
    failure: testLog(`    def test_slug():
>       assert slug("A Tea") == "a-tea"
E       AssertionError: assert 'a_tea' == 'a-tea'

tests/test_posts.py:‹tests/test_posts.py|"a-tea"›: AssertionError
FAILED tests/test_posts.py::test_slug - AssertionError: assert 'a_tea' == 'a-tea'`),
    culprit: 'ada',
  },
  {
    name: 'a function is imported that another name was given to',
    base: DJANGO,
    commits: [
      commit('grace', {'blog/posts.py': ['length=10', 'length=12']}),
      commit('ada', {'blog/posts.py': ['def slug(', 'def slugified(']}),
      commit('nour', {
        'tests/test_posts.py': [
          'def test_slug',
          'def test_feed():\n    assert feed([]) == []\n\n\ndef test_slug',
        ],
      }),
    ],
    failure: testLog(`ERROR collecting tests/test_posts.py
tests/test_posts.py:1: in <module>
    from blog.posts import excerpt, feed, slug
E   ImportError: cannot import name 'slug' from 'blog.posts' (/app/blog/posts.py)`),
    culprit: 'ada',
  },
  {
    name: 'a variable that the program reads was taken out of the compose file',
    base: DJANGO,
    commits: [
      commit('grace', {'blog/posts.py': ['length=10', 'length=12']}),
      commit('ada', {'docker-compose.yml': ['    environment:\n      BLOG_TITLE: Tea\n', '']}),
      commit('nour', {'requirements.txt': ['4.2.16', '4.2.17']}),
    ],
    failure: exited(
      'web',
      `Traceback (most recent call last):
  File "/app/blog/posts.py", line 3, in <module>
    TITLE = os.environ["BLOG_TITLE"]
  File "<frozen os>", line 679, in __getitem__
KeyError: 'BLOG_TITLE'`,
    ),
    culprit: 'ada',
  },
  {
    name: 'a migration makes unique what is not',
    base: DJANGO,
    commits: [
      commit('grace', {'blog/posts.py': ['length=10', 'length=12']}),
      commit('ada', {'blog/migrations/0002_unique.py': 'operations = ["unique"]\n'}),
      commit('nour', {'blog/dates.py': ['date.isoformat()', 'date.isoformat()[:10]']}),
    ],
    failure: exited(
      'web',
      `  Applying blog.0002_unique...Traceback (most recent call last):
  File "/usr/local/lib/python3.11/site-packages/django/db/backends/utils.py", line 87, in _execute
psycopg2.errors.UniqueViolation: could not create unique index "blog_post_slug_key"
DETAIL:  Key (slug)=(a-tea) is duplicated.`,
    ),
    culprit: 'ada',
  },
  {
    name: 'pip finds no version of a package',
    base: DJANGO,
    commits: [
      commit('grace', {Dockerfile: ['COPY . .', 'COPY . /app']}),
      commit('ada', {'requirements.txt': ['celeryish==1.0', 'celeryish==9.0']}),
      commit('nour', {'blog/posts.py': ['length=10', 'length=12']}),
    ],
    failure: notBuilt(
      'web',
      '3/4] RUN pip install -r requirements.txt',
      `ERROR: Could not find a version that satisfies the requirement celeryish==9.0 (from versions: 1.0)
ERROR: No matching distribution found for celeryish==9.0
failed to solve: process "/bin/sh -c pip install -r requirements.txt" did not complete successfully: exit code: 1`,
    ),
    culprit: 'ada',
  },
  {
    name: 'an exception of the machine’s own library that no line of ours is in',
    base: DJANGO,
    commits: [
      commit('grace', {'blog/posts.py': ['length=10', 'length=12']}),
      commit('ada', {'blog/dates.py': ['date.isoformat()', 'date.isoformat()[:10]']}),
    ],
    failure: testLog(
      'File "/usr/local/lib/python3.11/ssl.py", line 1007, in _create\nssl.SSLError: certificate verify failed',
    ),
    culprit: null,
  },
];

const COMPILED_BASE = {
  'go.mod': 'module example.org/till\n\ngo 1.22\n',
  'till/till.go':
    'package till\n\nfunc Open() int {\n\treturn 1\n}\n\nfunc Count(of []int) int {\n\treturn len(of)\n}\n',
  'main.go':
    'package main\n\nimport "example.org/till/till"\n\nfunc main() {\n\tprintln(till.Open())\n\tprintln(till.Count(nil))\n}\n',
  'docker-compose.yml': 'services:\n  till:\n    build: .\n',
  Dockerfile: 'FROM golang:1.22\nWORKDIR /src\nCOPY . .\nRUN go build -o /till .\n',
  'app/Models/Order.php':
    '<?php\n\nclass Order\n{\n    public function sum(): int\n    {\n        return 1;\n    }\n\n    public function paid(): bool\n    {\n        return true;\n    }\n}\n',
  'app/Http/OrderController.php':
    '<?php\n\nclass OrderController\n{\n    public function show(Order $order): string\n    {\n        return (string) $order->sum();\n    }\n}\n',
  'lib/report.rb':
    'class Report\n  def self.build(orders)\n    orders.map { |order| Formatter.call(order) }\n  end\nend\n',
  'lib/formatter.rb': 'class Formatter\n  def self.call(order)\n    order.to_s\n  end\nend\n',
};

const COMPILED: readonly History[] = [
  {
    name: 'Go does not compile: a function has another name',
    base: COMPILED_BASE,
    commits: [
      commit('nour', {'till/till.go': ['return len(of)', 'return len(of) + 0']}),
      commit('ada', {'till/till.go': ['func Open()', 'func Start()']}),
      commit('grace', {'main.go': ['till.Count(nil)', 'till.Count([]int{})']}),
    ],
    failure: notBuilt(
      'till',
      '4/4] RUN go build -o /till .',
      `./main.go:‹main.go|till.Open›:15: undefined: till.Open
failed to solve: process "/bin/sh -c go build -o /till ." did not complete successfully: exit code: 1`,
    ),
    culprit: 'ada',
  },
  {
    name: 'PHP calls a method that went',
    base: COMPILED_BASE,
    commits: [
      commit('grace', {'app/Models/Order.php': ['return true;', 'return false;']}),
      commit('ada', {'app/Models/Order.php': ['function sum(): int', 'function total(): int']}),
      commit('nour', {
        'app/Http/OrderController.php': ['class OrderController', 'final class OrderController'],
      }),
    ],
    failure: testLog(`Error: Call to undefined method Order::sum()

/var/www/html/app/Http/OrderController.php:‹app/Http/OrderController.php|->sum()›`),
    culprit: 'ada',
  },
  {
    name: 'Ruby knows no class of that name, for its file was moved',
    base: COMPILED_BASE,
    commits: [
      commit('nour', {'lib/report.rb': ['class Report', '# Of orders.\nclass Report']}),
      commit('ada', {'lib/formatter.rb': ['class Formatter', 'class OrderFormatter']}),
      commit('grace', {'main.go': ['till.Count(nil)', 'till.Count([]int{})']}),
    ],
    failure: testLog(`NameError:
  uninitialized constant Report::Formatter
# ./lib/report.rb:‹lib/report.rb|Formatter.call›:in \`block in build'`),
    culprit: 'ada',
  },
];

export const FURTHER: readonly History[] = [...NODE, ...SETTINGS, ...PYTHON, ...COMPILED];
