import assert from 'node:assert/strict';
import type {PatchedFile} from '../../../ts-helpers/src/history/patches.ts';
import {questionsOf, suspectsOf} from '../../../ts-helpers/src/blame/suspects.ts';
import type {Suspect} from '../../../ts-helpers/src/result/suspect.ts';
import {filesUnderTest} from '../../../ts-helpers/src/blame/calls.ts';
import {isDressing} from '../../../ts-helpers/src/blame/dressing.ts';
import {namedIn, piecesIn} from '../../../ts-helpers/src/blame/suspects/named.ts';
import {error} from '../support/builds.ts';

const changed = (file: string, ...lines: string[]): PatchedFile => ({
  file,
  status: 'changed',
  hunks: [{start: 1, heading: '', lines}],
});

describe('what a failure names', () => {
  it('is in quotes or capitals, where it says that something is wrong', () => {
    assert.deepEqual(namedIn('error[E0425]: cannot find function `gross` in module `cart`'), [
      'gross',
      'cart',
    ]);
    assert.deepEqual(namedIn('The SECRET_KEY setting must not be empty.'), ['SECRET_KEY']);
    assert.deepEqual(namedIn('Could not resolve "./Price.vue" from "components/Cart.vue"'), [
      'Price.vue',
      'Cart.vue',
    ]);
  });

  it('is no value that is compared, no frame of a stack, and nothing that was only said', () => {
    assert.deepEqual(namedIn("AssertionError: 'tea' != 'cup'\n  File \"shop/error.py\", line 3"), []);
    assert.deepEqual(namedIn("serving 'cart' at /"), []);
  });

  it('may be a piece of source', () => {
    assert.deepEqual(
      piecesIn("ERROR 1064: an error in your SQL syntax near 'CREAT TABLE orders (id' at line 1"),
      ['CREAT TABLE orders (id'],
    );
  });
});

describe('a commit that changes nothing', () => {
  const of = (file: string, ...lines: string[]) =>
    isDressing({commit: '1', files: [changed(file, ...lines)]});

  it('breaks lines, quotes or comments otherwise', () => {
    assert.ok(of('a.js', '-const a = [1, "b"];', '+const a = [', '+  1,', "+  'b',", '+]'));
    assert.ok(of('a.py', '+# All of them.', ' total = 0'));
  });

  it('changes no operator, no line of PHP, and no comment that a program reads', () => {
    assert.ok(!of('a.js', '-  if (a >= b) go();', '+  if (a > b) go();'));
    assert.ok(!of('a.php', '-$a = 1;', '+$a = 1'));
    assert.ok(!of('a.ts', '-// @ts-expect-error', ' go(1);'));
  });

  it('is not one that moves, adds or takes out a file', () => {
    assert.ok(!isDressing({commit: '1', files: [{file: 'a.js', status: 'deleted', hunks: []}]}));
    assert.ok(!isDressing({commit: '1', files: []}));
  });
});

describe('what a test is of', () => {
  const files = [
    'shop/cart.py',
    'shop/views.py',
    'app/models/order_line.rb',
    'cart.go',
    'README.md',
    'tests/cart.py',
  ];

  for (const [test, text, code] of [
    ['shop/tests.py', 'from shop.cart import total\n', ['shop/cart.py']],
    ['test/order_line_test.rb', 'OrderLine.new\n', ['app/models/order_line.rb']],
    ['cart_test.go', 'package main\n', ['cart.go']],
    ['tests/test_views.py', '', ['shop/views.py']],
  ] as const)
    it(`is found: ${test}`, () => {
      assert.deepEqual(filesUnderTest(test, text, files), code);
    });
});

describe('who changed a password, where somebody was not let in', () => {
  const suspects = (message: string): Suspect[] =>
    suspectsOf(questionsOf(error({code: 'SERVICE_EXITED', message}), new Set()), {
      patches: [
        {commit: '1', files: [changed('redis.conf', '+requirepass hunter2')]},
        {commit: '2', files: [changed('a.py', '+go()')]},
      ],
      lines: [],
      texts: new Map(),
      settings: [],
    });

  it('is told, and the password is not', () => {
    assert.deepEqual(suspects('NOAUTH Authentication required.'), [
      {commit: '1', file: 'redis.conf', weight: 65, why: 'changed a password or a user in redis.conf'},
    ]);
  });

  it('is nobody where somebody was', () => {
    assert.deepEqual(suspects('It ended.'), []);
  });
});

describe('a file of which nothing is left', () => {
  it('is named without a line: git counts it from 0', () => {
    const file: PatchedFile = {
      file: '.env',
      status: 'changed',
      hunks: [{start: 0, heading: '', lines: ['-ROOT_PASSWORD=x']}],
    };
    const questions = questionsOf(
      error({code: 'MISSING_VARIABLE', message: 'The variable ROOT_PASSWORD has no value.'}),
      new Set(['docker-compose.yml']),
    );
    const [suspect] = suspectsOf(
      {...questions, missing: ['ROOT_PASSWORD']},
      {patches: [{commit: '1', files: [file]}], lines: [], texts: new Map(), settings: []},
    );
    assert.deepEqual([suspect?.file, suspect?.line], ['.env', undefined]);
  });
});
