import assert from 'node:assert/strict';
import {readFileReferences} from '../../../ts-helpers/src/outside/composeReferences.ts';
import {looksLikeFile} from '../../../ts-helpers/src/compose/fileReferences.ts';

/** Kind, owner, path and line of each. */
const read = (text: string) =>
  readFileReferences(text).map(({kind, owner, path, line, isOptional}) =>
    [kind, owner, path, line, ...(isOptional ? ['optional'] : [])].join(' '),
  );

describe('the files that a compose file names', () => {
  it('are found in every way of writing them, with their lines', () => {
    const text = `include:
  - one.yml
  - path: [two.yml, three.yml]
    env_file: two.env
services:
  web:
    env_file: web.env
    label_file: [web.labels]
    build: ./web
    volumes:
      - ./nginx.conf:/etc/nginx/nginx.conf:ro
      - data:/data
      - /data
      - type: bind
        source: ./site
        target: /site
      - {type: volume, source: data, target: /d}
  db:
    env_file:
      - db.env
      - path: local.env
        required: false
    extends: {file: common.yml, service: db}
    build: {context: db, dockerfile: Dockerfile.db}
  debug:
    profiles: [debug]
    env_file: [debug.env]
  other:
    extends: db
configs:
  site: {file: ./site.conf}
  inline: {content: x}
secrets:
  password:
    file: secrets/password.txt
  fromVariable: {environment: X}
`;
    assert.deepEqual(read(text), [
      'env_file web web.env 7',
      'label_file web web.labels 8',
      'volume web ./nginx.conf 11',
      'volume web ./site 15',
      'build web ./web 9',
      'env_file db db.env 20',
      'env_file db local.env 21 optional',
      'extends db common.yml 23',
      'build db db 24',
      'build db Dockerfile.db 24',
      'env_file debug debug.env 27 optional',
      'config site ./site.conf 31',
      'secret password secrets/password.txt 35',
      'include  one.yml 2',
      'include  two.yml 3',
      'include  three.yml 3',
      'env_file  two.env 4',
    ]);
  });

  it('are found where they come by an anchor, merged or as they are', () => {
    const text = `x-env: &env [local.env]
x-one: &one {env_file: *env}
x-two: &two {<<: *one, label_file: two.labels}
services:
  web: {<<: *two}
  worker: {<<: [*two, *one], env_file: worker.env}
`;
    assert.deepEqual(read(text), [
      'env_file web local.env 1',
      'label_file web two.labels 3',
      'env_file worker worker.env 6',
      'label_file worker two.labels 3',
    ]);
  });

  it('have the default of a variable, and any other as it is written', () => {
    const text = `services: {web: {env_file: ["\${DIR:-conf}/a.env", "\${DIR-conf}/b.env", "$DIR/c.env"], volumes: ["\${DIR:-./conf}/x.conf:/x.conf"]}}`;
    assert.deepEqual(read(text), [
      'env_file web conf/a.env 1',
      'env_file web conf/b.env 1',
      'env_file web $DIR/c.env 1',
      'volume web ./conf/x.conf 1',
    ]);
  });

  for (const [what, text] of Object.entries({
    'of an empty file': '',
    'of a list': '- a',
    'of what is no YAML': 'services: {',
    'of services that are none': 'services: [a, {b: 1}]\nconfigs: 5\nsecrets: {a: , b: text}',
    'of odd values':
      'services: {web: {env_file: {a: 1}, volumes: [5, , {source: x}], build: , extends: [a]}}',
    'of unknown anchors': 'services: {web: {<<: *nope, env_file: *nope}}',
    'of anchors that hold themselves': 'services: {web: &a {<<: *a}}',
  })) {
    it(`are none ${what}`, () => {
      assert.deepEqual(read(text), []);
    });
  }

  it('are told in time of files that merge each other over and over', () => {
    const levels = Array.from(
      {length: 25},
      (_, index) => `a${index + 1}: &a${index + 1} {<<: [${`*a${index}, `.repeat(9)}*a${index}]}`,
    );
    const text = `a0: &a0 {env_file: x.env}\n${levels.join('\n')}\nservices: {web: {<<: *a25}}\n`;
    assert.deepEqual(read(text), ['env_file web x.env 1']);
  });
});

describe('a mount', () => {
  const of = (path: string, target: string) => looksLikeFile({path, target});

  it('is of a file where one side is called like one', () => {
    for (const [path, target] of [
      ['./nginx.conf', '/etc/nginx/nginx.conf'],
      ['./conf/passwords', '/etc/nginx/.htpasswd'],
      ['./.htpasswd', '/etc/nginx/auth'],
      ['./key.pem', '/key.pem'],
      ['./acme.json', '/acme.json'],
      ['./init.sql', '/docker-entrypoint-initdb.d/init.sql'],
      ['./.env', '/app/.env'],
      ['./prod.env', '/app/config'],
      ['./.npmrc', '/root/.npmrc'],
      ['./entrypoint.sh', '/entrypoint'],
      ['./Caddyfile', '/etc/caddy/Caddyfile'],
    ] as const)
      assert.ok(of(path, target), path);
  });

  it('is of a folder where none is', () => {
    for (const [path, target] of [
      ['./media', '/media'],
      ['./conf.d', '/etc/nginx/conf.d'],
      ['./www.example.org', '/var/www/www.example.org'],
      ['./data/pg', '/var/lib/postgresql/data'],
      ['./src', '/app/src'],
      ['.', '/app'],
      ['./.ssh', '/root/.ssh'],
      ['./static.js/', '/static'],
      ['./v1.2', '/v1.2'],
      ['/var/run/docker.sock', '/var/run/docker.sock'],
    ] as const)
      assert.ok(!of(path, target), path);
  });
});
