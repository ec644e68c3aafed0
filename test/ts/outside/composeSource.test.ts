import assert from 'node:assert/strict';
import {readComposeSource} from '../../../ts-helpers/src/outside/composeSource.ts';
import {lineOf} from '../../../ts-helpers/src/compose/sourcePlaces.ts';

const read = (text: string) => readComposeSource('c.yml', text);

describe('the files that a compose file makes Compose read', () => {
  const reads: [title: string, yaml: string, ...expected: object[]][] = [
    ['one environment file', 'services: {a: {env_file: x.env}}', {kind: 'env_file', files: ['x.env']}],
    [
      'several, in each form',
      'services: {a: {env_file: [x, {path: y, required: false}], label_file: [l]}}',
      {kind: 'env_file', files: ['x']},
      {kind: 'env_file', files: ['y']},
      {kind: 'label_file', files: ['l']},
    ],
    [
      'a file that a service extends',
      'services: {a: {extends: {file: e.yml, service: b}}}',
      {kind: 'extends', files: ['e.yml']},
    ],
    [
      'none where a service extends one of the same file',
      'services: {a: {extends: b}, c: {extends: {service: b}}}',
    ],
    [
      'what is included, and what that names',
      'include: [i.yml, {path: [j.yml, k.yml], project_directory: ../p, env_file: [e, f]}]',
      {kind: 'include', files: ['i.yml']},
      {kind: 'include', files: ['j.yml', 'k.yml'], directories: ['../p']},
      {kind: 'env_file', files: ['e']},
      {kind: 'env_file', files: ['f']},
    ],
    [
      'by an anchor',
      'x-e: &e /etc/shadow\nservices: {a: {env_file: *e}}',
      {kind: 'env_file', files: ['/etc/shadow']},
    ],
    [
      'by an anchor of a list',
      'x-e: &e [/etc/shadow]\nservices: {a: {env_file: *e}}',
      {kind: 'env_file', files: ['/etc/shadow']},
    ],
    [
      'by a merge',
      'x-a: &a {env_file: m.env}\nservices: {a: {<<: *a}}',
      {kind: 'env_file', files: ['m.env']},
    ],
    [
      'by a merge of what a variable looks like',
      'x-a: {environment: &a {env_file: m}}\nservices: {a: {<<: *a}}',
      {kind: 'env_file', files: ['m']},
    ],
    [
      'by a merge within',
      'x-a: &a {path: /p, env_file: /q}\ninclude: [{<<: [*a, {project_directory: /d}]}]',
      {kind: 'env_file', files: ['/q']},
      {kind: 'include', files: ['/p'], directories: ['/d']},
    ],
    [
      'by a name that is an alias',
      'x-k: &k env_file\nservices: {a: {*k : x}}',
      {kind: 'env_file', files: ['x']},
    ],
    ['by a name in escapes', 'services: {a: {"env\\u005ffile": x}}', {kind: 'env_file', files: ['x']}],
    [
      'with each folder that it may be relative to',
      'x-a: &a {project_directory: /a}\ninclude: [{path: p, <<: *a, project_directory: /b}]',
      {kind: 'include', files: ['p'], directories: ['/a', '/b']},
    ],
    [
      'in every document of the file',
      'services: {}\n---\nservices: {a: {env_file: x}}\n---\ninclude: [i]\n',
      {kind: 'env_file', files: ['x']},
      {kind: 'include', files: ['i']},
    ],
    ['in JSON', '{"services": {"a": {"env_file": ["x"]}}}', {kind: 'env_file', files: ['x']}],
    [
      'with variables, as they are written',
      'services: {a: {env_file: "${X:-y}/z"}}',
      {kind: 'env_file', files: ['${X:-y}/z']},
    ],
  ];
  for (const [title, yaml, ...expected] of reads) {
    it(`are known: ${title}`, () => {
      const found = read(yaml).reads.map(({line: _, ...rest}) => rest);
      assert.deepEqual(
        found,
        expected.map(one => ({directories: [], ...one})),
      );
    });
  }

  it('are found in the time that the file takes, however its anchors refer to each other', () => {
    const levels = Array.from(
      {length: 16},
      (_, level) => `x${level}: &x${level} {<<: [*x${level - 1}, *x${level - 1}]}`,
    );
    const text = ['x0: &x0 {path: p}', ...levels.slice(1), 'include: [{<<: *x15}]', 'me: &me {<<: *me}'].join(
      '\n',
    );
    const begin = performance.now();
    assert.equal(read(text).reads.filter(({kind}) => kind === 'include').length, 1);
    assert.ok(performance.now() - begin < 30_000);
  });
});

describe('a compose file that is no text', () => {
  for (const [what, character] of [
    ['NUL', '\0'],
    ['BEL', '\u0007'],
    ['ESC', '\u001B'],
    ['DEL', '\u007F'],
    ['a letter of C1', '\u0090'],
  ] as const) {
    it(`is told with its line: ${what}`, () => {
      assert.throws(() => read(`services:\n  a: {image: "b${character}"}\n`), {
        code: 'COMPOSE_INVALID',
        where: 'c.yml:2',
      });
    });
  }
});

describe('what not every reader of YAML takes alike', () => {
  const doubtful: [title: string, text: string, line: number][] = [
    ['a line separator in a comment', 'a: 1\n# x\u2028    env_file: /etc/shadow\n', 2],
    ['a paragraph separator', 'a: b\u2029c\n', 1],
    ['a next line', 'a: 1\nb: 2 # \u0085c: 3\n', 2],
    ['a lone carriage return', 'a: 1\nb: 2 # x\rc: 3\n', 2],
    ['a byte order mark within', 'a: 1\n\n\ufeffb: 2\n', 3],
    ['binary data', 'a: 1\n!!binary ZW52X2ZpbGU=: /etc/shadow\n', 2],
    ['a value of binary data', 'services:\n  a:\n    env_file: !!binary L2V0Yw==\n', 3],
    ['a tag of its own', 'a: !include b.yml\n', 1],
    ['a directive', '%YAML 1.1\n---\na: 1\n', 1],
    ['bytes that are no text', 'a: \ufffd\n', 1],
    ['a key that is a list', '? [a]\n: 1\n', 1],
  ];
  for (const [title, text, line] of doubtful) {
    it(`is ${title}`, () => {
      assert.equal(read(text).doubtful, line);
    });
  }

  it('is nothing that people write', () => {
    for (const text of [
      '\ufeffservices: {a: {image: b}} # é ü 日本 🎉\r\n',
      'services: {a: {ports: !override [80], labels: !reset {}, command: !!str 1, image: ! x}}',
      '"services": {"a": {"command": "a\\u2028b\\tc"}}\n',
      'a: |\n  %x\n  # y\n',
    ])
      assert.equal(read(text).doubtful, undefined, text);
  });
});

describe('the line of something in the merged model', () => {
  const base = readComposeSource(
    'base.yml',
    'services:\n  web:\n    image: x\n    volumes:\n      - ./a:/app/a:ro\n      - ./b:/app/b\n',
  );
  const over = readComposeSource(
    'over.yml',
    'services:\n  web:\n    privileged: true\n    volumes:\n      - {type: bind, source: ./c, target: /c}\n',
  );

  it('is that of the strongest file that says it', () => {
    const at = (path: string, ...texts: string[]) => lineOf([base, over], path.split('.'), texts);
    assert.equal(at('services.web.privileged'), 'over.yml:3');
    assert.equal(at('services.web.image'), 'base.yml:3');
    assert.equal(at('services.web.volumes', '/app/b', '/w/b'), 'base.yml:6');
    assert.equal(at('services.web.volumes', '/c'), 'over.yml:5');
    assert.equal(at('services.web.volumes', '/none'), 'over.yml:4');
    assert.equal(at('services.web.build.context'), 'over.yml:2');
    assert.equal(at('services.db.image'), 'service db');
  });
});
