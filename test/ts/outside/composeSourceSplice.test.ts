import assert from 'node:assert/strict';
import {withChange} from '../../../ts-helpers/src/outside/composeSourceSplice.ts';

const RESTART = ['services', 'web', 'restart'] as const;
const set = (text: string, path: readonly [string, ...string[]] = RESTART, value = 'always'): string =>
  withChange({file: 'dc.prod.yml', text}, {path, value});

describe('a change of a compose file', () => {
  for (const [what, before, after] of [
    [
      'is a line behind the others of its map, whose comments stay',
      '# a\nservices:\n  web: # b\n    image: x # c\n\n  # d\n  db: {}\n',
      '# a\nservices:\n  web: # b\n    image: x # c\n    restart: always\n\n  # d\n  db: {}\n',
    ],
    [
      'keeps ends of lines',
      'services:\r\n  web:\r\n    image: x\r\n',
      'services:\r\n  web:\r\n    image: x\r\n    restart: always\r\n',
    ],
    [
      'adds no end of the last line',
      'services:\n  web:\n    image: x',
      'services:\n  web:\n    image: x\n    restart: always',
    ],
    [
      'is indented as the file is',
      'services:\n    db:\n        image: x\n',
      'services:\n    db:\n        image: x\n    web:\n        restart: always\n',
    ],
    [
      'keeps flow style',
      'services: {web: {image: x}} # c\n',
      'services: {web: {image: x, restart: always}} # c\n',
    ],
    [
      'keeps flow style of several lines',
      'services: {\n  web: {\n    image: x,\n  },\n}\n',
      'services: {\n  web: {\n    image: x, restart: always,\n  },\n}\n',
    ],
    ['fills in what is empty', 'services: {} # none\n', 'services: # none\n  web:\n    restart: always\n'],
    [
      'fills in a key without a value',
      'services:\n  web: # c\n  db: {}\n',
      'services:\n  web: # c\n    restart: always\n  db: {}\n',
    ],
    ['fills in an empty map in a flow', '{services: {web: {}}}\n', '{services: {web: {restart: always}}}\n'],
    ['fills in an empty file', '# Nothing.\n', '# Nothing.\nservices:\n  web:\n    restart: always\n'],
    ['fills in a file that is {}', '{}\n', '{services: {web: {restart: always}}}\n'],
    [
      'takes the place of what was there',
      "services: {web: {restart: 'no'}}\n",
      'services: {web: {restart: always}}\n',
    ],
    [
      'counts more than what is merged',
      'x: &x\n  restart: "no"\nservices:\n  web:\n    <<: *x\n',
      'x: &x\n  restart: "no"\nservices:\n  web:\n    <<: *x\n    restart: always\n',
    ],
    [
      'stands behind a text of several lines',
      'services:\n  web:\n    command: |\n      a\n      b\n\nvolumes: {}\n',
      'services:\n  web:\n    command: |\n      a\n      b\n    restart: always\n\nvolumes: {}\n',
    ],
  ] as const)
    it(what, () => {
      assert.equal(set(before), after);
      assert.equal(set(after), after);
    });

  it('is of an entry of a list as well', () => {
    const path = ['services', 'db', 'ports', '1'] as const;
    const text = 'services:\n  db:\n    ports:\n      - "1:1"\n      - 5432:5432 # c\n';
    assert.equal(
      set(text, path, '"127.0.0.1:5432:5432"'),
      text.replace('5432:5432', '"127.0.0.1:5432:5432"'),
    );
    const long = 'services:\n  db:\n    ports:\n      - target: 5432\n';
    assert.equal(
      set(long, ['services', 'db', 'ports', '0', 'host_ip'], '127.0.0.1'),
      `${long}        host_ip: 127.0.0.1\n`,
    );
  });

  it('takes a key out with its lines', () => {
    const out = (text: string) => withChange({file: 'x.yml', text}, {path: ['version']});
    assert.equal(out("version: '3' # old\n\nservices: {}\n"), 'services: {}\n');
    assert.equal(out("# The shop.\nversion: '3'\nservices: {}\n"), '# The shop.\nservices: {}\n');
    assert.equal(out('services: {}\r\nversion: "2"'), 'services: {}\r\n');
    assert.throws(() => out("{version: '3', services: {}}\n"), {code: 'FIX_REFUSED'});
  });

  for (const [what, text] of [
    ['an alias', 'x: &x {image: y}\nservices: {web: *x}\n'],
    ['what others are an alias of', 'services:\n  web: &web\n    image: y\n  db: *web\n'],
    ['a list of services', 'services: [web]\n'],
    ['two documents', 'services: {}\n---\nservices: {}\n'],
    ['a service that is reset', 'services:\n  web: !reset null\n'],
    ['broken YAML', 'services: {\n'],
    ['a text that is kept with its empty lines', 'services:\n  web:\n    command: |+\n      a\n\n\n'],
  ] as const)
    it(`is refused of ${what}`, () => {
      assert.throws(() => set(text), {code: 'FIX_REFUSED', where: 'dc.prod.yml'});
    });
});
