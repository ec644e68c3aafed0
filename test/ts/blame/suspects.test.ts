import assert from 'node:assert/strict';
import type {PatchedFile} from '../../../ts-helpers/src/history/patches.ts';
import type {ErrorReport} from '../../../ts-helpers/src/result/result.ts';
import {questionsOf, suspectsOf} from '../../../ts-helpers/src/blame/suspects.ts';
import {definitionAt, nameDefinedIn} from '../../../ts-helpers/src/blame/suspects/definitions.ts';
import {missingIn} from '../../../ts-helpers/src/blame/suspects/missing.ts';
import {placesIn} from '../../../ts-helpers/src/causes/places.ts';
import {isOthers, isOutside} from '../../../ts-helpers/src/blame/whose.ts';
import {error} from '../support/builds.ts';

const FILES = new Set([
  'shop/cart.py',
  'shop/utils.py',
  'web/src/server.js',
  'src/com/desk/Cart.java',
  'src/com/till/Cart.java',
  'Dockerfile',
]);
const grounds = {files: FILES, paths: ['web']};

describe('the lines that a failure names', () => {
  const cases: [what: string, text: string, places: string[]][] = [
    [
      'of Python, where it happened last',
      'File "/app/shop/utils.py", line 3, in a\nFile "/app/shop/cart.py", line 7, in b',
      ['shop/cart.py:7', 'shop/utils.py:3'],
    ],
    [
      'of Node, where it happened first',
      'at a (/srv/src/server.js:12:3)\nat b (/srv/src/server.js:40:1)',
      ['web/src/server.js:12', 'web/src/server.js:40'],
    ],
    ['of Java by the package', '\tat com.desk.Cart.first(Cart.java:20)', ['src/com/desk/Cart.java:20']],
    ['of an ES module', 'at file:///srv/src/server.js:1:14', ['web/src/server.js:1']],
    ['of a Dockerfile', 'Dockerfile:4', ['Dockerfile:4']],
    [
      'and none of a library with a file of the same name',
      'File "/usr/local/lib/python3.11/site-packages/django/utils.py", line 3, in a',
      [],
    ],
    ['and none that several files could be', 'Cart.java:20', []],
    ['and none of an address', 'connect ECONNREFUSED 10.0.0.1:5432', []],
  ];
  for (const [what, text, places] of cases) {
    it(`are found: ${what}`, () => {
      assert.deepEqual(
        placesIn(text, grounds).map(({file, line}) => `${file}:${line}`),
        places,
      );
    });
  }
});

describe('what a failure misses', () => {
  for (const [text, word] of [
    ["NameError: name 'os' is not defined", 'os'],
    ['TypeError: cart.cheapest is not a function', 'cheapest'],
    ['PHP Error: Call to undefined method Shop\\Cart::add()', 'add'],
    ["undefined method `label' for an instance of Item", 'label'],
    ['./main.go:7:15: undefined: till.Open', 'Open'],
    ['[emerg] host not found in upstream "app:3000"', 'app'],
    ['The variable STRIPE_KEY has no value.', 'STRIPE_KEY'],
    ["ModuleNotFoundError: No module named 'shop.rates'", 'rates'],
    ['jinja2.exceptions.TemplateNotFound: shop/index.html', 'index.html'],
    ['table shop_article has no column named colour', 'colour'],
    ['./main.go:10:2: declared and not used: rate', 'rate'],
    ['exec: "./run.sh": permission denied', 'run.sh'],
    ['Error -2 connecting to queues:6379. Name or service not known.', 'queues'],
    ['Cannot connect to amqp://guest:**@brokers:5672//: refused', 'brokers'],
    ['"GET /health HTTP/1.1" 404 Not Found', 'health'],
    ['[emerg] open() "/etc/nginx/snippets/tls.conf" failed (2: No such file or directory)', 'tls.conf'],
    ['GET / HTTP/1.1", upstream: "http://10.0.0.2:8080/", host: "shop"', '8080'],
    ["OOM command not allowed when used memory > 'maxmemory'.", 'maxmemory'],
    ['\'/app/package.json\' contains "type": "module".', '"module"'],
  ] as const) {
    it(`is read from: ${text}`, () => {
      assert.deepEqual(missingIn(text), [word]);
    });
  }

  it('is not the require that an ES module may not use, for whoever wrote it wrote it rightly', () => {
    assert.deepEqual(missingIn('ReferenceError: require is not defined in ES module scope'), []);
  });

  it('is nothing where nothing is missing', () => {
    assert.deepEqual(missingIn('AssertionError: 32.1 != 35.7'), []);
  });
});

describe('a definition', () => {
  for (const [line, name] of [
    ['    def gross(self):', 'gross'],
    ['export const sum = (items: Item[]) => items.length;', 'sum'],
    ['func (c *Cart) Total() int {', 'Total'],
    ['    public int total() {', 'total'],
    ['    public static function format(int $cents): string', 'format'],
    ['    const sorted = [...items].sort((a, b) => a - b);', undefined],
    ['  if (a) {', undefined],
  ] as const) {
    it(`is ${name ?? 'none'} in ${line.trim()}`, () => {
      assert.equal(nameDefinedIn(line), name);
    });
  }

  it('has its last line, though that stands as far out as its first', () => {
    const text = 'class A\n{\n    function a()\n    {\n        return 1;\n    }\n}\n';
    assert.deepEqual([definitionAt(text, 6)?.name, definitionAt(text, 5)?.name], ['a', 'a']);
  });
});

describe('the commits that a failure points at', () => {
  const changed = (file: string, ...lines: string[]): PatchedFile => ({
    file,
    status: 'changed',
    hunks: [{start: 7, heading: '', lines}],
  });

  it('are told with what they did there, and never with values of variables', () => {
    const failure: ErrorReport = error({
      code: 'MISSING_VARIABLE',
      message: 'The variable KEY_A has no value.',
    });
    const patches = [
      {commit: '1', files: [changed('.env', '-KEY_A=hunter2')]},
      {commit: '2', files: [changed('docker-compose.yml', '+      KEY_B: hunter2')]},
    ];
    const suspects = suspectsOf(questionsOf(failure, FILES), {
      patches,
      lines: [],
      texts: new Map(),
      settings: [],
    });
    assert.deepEqual(suspects, [{commit: '1', file: '.env', line: 7, weight: 90, why: 'removed KEY_A'}]);
  });

  it('are those of the lines named, nearest to where it happened', () => {
    const failure = error({
      message: 'x',
      evidence: {log: {source: 'web', lines: ['at a (/srv/src/server.js:7:3)']}},
    });
    const patches = [{commit: '1', files: [changed('web/src/server.js', '-old()', '+young()')]}];
    const lines = [{file: 'web/src/server.js', line: 7, commit: '1'}];
    const suspects = suspectsOf(questionsOf(failure, FILES), {
      patches,
      lines,
      texts: new Map(),
      settings: [],
    });
    assert.deepEqual(suspects, [
      {
        commit: '1',
        file: 'web/src/server.js',
        line: 7,
        weight: 100,
        why: 'changed line 7, where it failed',
        diff: ['-old()', '+young()'],
      },
    ]);
  });
});

describe('the machine’s trouble', () => {
  it('is nobody’s commit', () => {
    for (const failure of [
      error({code: 'DISK_FULL'}),
      error({code: 'DOCKER_DOWN'}),
      error({code: 'AGENT_LOST'}),
      error({code: 'NETWORKS_USED_UP'}),
      error({
        code: 'REGISTRY_UNREACHABLE',
        message: 'The image registry did not answer: dial tcp: i/o timeout.',
      }),
    ])
      assert.ok(isOthers(failure) || isOutside(failure), failure.code);
  });

  it('is not what a project’s own test says in such words, nor a name that no registry has', () => {
    assert.ok(
      !isOutside(error({message: 'i/o timeout', evidence: {failedTests: [{name: 'x', message: ''}]}})),
    );
    assert.ok(
      !isOutside(error({code: 'REGISTRY_UNREACHABLE', message: 'The image postgres:99 cannot be pulled.'})),
    );
  });
});
