import assert from 'node:assert/strict';
import type {ServiceState} from '../../../../ts-helpers/src/result/result.ts';
import {rootCause} from '../../../../ts-helpers/src/causes/rootCause.ts';
import {readComposeSource} from '../../../../ts-helpers/src/outside/composeSource.ts';
import {localhostEvidence} from '../../../../ts-helpers/src/causes/localhostPlaces.ts';
import {error} from '../../support/builds.ts';

const web = {service: 'web', state: 'running', health: 'unhealthy', image: 'shop-web'} as const;
const causeOf = (line: string, ...services: readonly ServiceState[]) =>
  rootCause(
    error({
      code: 'SERVICE_UNHEALTHY',
      evidence: {log: {source: 'web', lines: [line]}, services: [web, ...services]},
    }),
  );

describe('what is asked for at localhost', () => {
  const asked: [string, string, string][] = [
    ['PostgreSQL', 'postgres:15', 'database: connect ECONNREFUSED 127.0.0.1:5432'],
    ['PostgreSQL, by IPv6', 'postgis/postgis:15', 'connect ECONNREFUSED ::1:5432'],
    ['MariaDB', 'mariadb:10.11', "Can't connect to MySQL server on 'localhost' (111)"],
    ['Redis', 'redis:7', 'Error 111 connecting to localhost:6379. Connection refused.'],
    ['Redis, by Go', 'valkey/valkey:8', 'dial tcp [::1]:6379: connect: connection refused'],
    ['MongoDB', 'mongo:6', 'localhost:27017: [Errno 111] Connection refused'],
    ['RabbitMQ', 'rabbitmq:4', 'connect ECONNREFUSED 127.0.0.1:5672'],
    ['Memcached', 'memcached:1', 'connect ECONNREFUSED 127.0.0.1:11211'],
    ['Elasticsearch', 'elasticsearch:8', 'connect ECONNREFUSED 127.0.0.1:9200'],
    ['a mail server', 'axllent/mailpit', 'connect ECONNREFUSED 127.0.0.1:1025'],
  ];
  for (const [what, image, line] of asked)
    it(`is its own container, and not the service: ${what}`, () => {
      const cause = causeOf(line, {service: 'other', state: 'running', image});
      assert.equal(cause?.rule, 'own-localhost');
      assert.match(cause.sentence, / its own container: .* is the service other\.$/);
      assert.match(cause.remedy, /\bother:\d+ instead of localhost/);
    });

  it('is not the client that has done its work', () => {
    const cause = causeOf(
      'connect ECONNREFUSED 127.0.0.1:5432',
      {service: 'db', state: 'running', image: 'postgres:15'},
      {service: 'migrate', state: 'exited', exitCode: 0, image: 'postgres:15'},
    );
    assert.match(cause?.sentence ?? '', /is the service db\.$/);
  });

  it('is named of none where several may be meant', () => {
    const two = ['one', 'two'].map(service => ({service, state: 'running', image: 'redis:7'}));
    const cause = causeOf('connect ECONNREFUSED 127.0.0.1:6379', ...two);
    assert.doesNotMatch(`${cause?.sentence} ${cause?.remedy}`, /\b(?:one|two)\b/);
  });

  it('is the database of itself, where that sets itself up', () => {
    const line = 'connection to server at "localhost" (127.0.0.1), port 5432 failed: Connection refused';
    const db = {service: 'db', state: 'exited', exitCode: 1, image: 'postgres:15', log: [line]};
    const cause = rootCause(
      error({code: 'SERVICE_EXITED', evidence: {log: {source: 'db', lines: [line]}, services: [db]}}),
    );
    assert.match(cause?.sentence ?? '', /did not accept connections/);
  });
});

describe('the variable by which a server is asked for at localhost', () => {
  const REFUSED = 'connect ECONNREFUSED 127.0.0.1:5432';
  const found = (written: string, environment: Record<string, string>, line = REFUSED) => {
    const sources = [
      readComposeSource('docker-compose.yml', `services:\n  web:\n    environment:\n${written}`),
      readComposeSource('dc.stage.yml', 'services: {web: {ports: ["80:80"]}}\n'),
    ];
    const failed = {evidence: {log: {source: 'web', lines: ['Starting', line]}}};
    return localhostEvidence(failed, {services: {web: {environment}}}, sources).localhostAt?.setting;
  };

  it('is named with its line', () => {
    const url = 'postgres://shop:x@localhost:5432/shop';
    assert.equal(
      found(`      A: b\n      DATABASE_URL: ${url}\n`, {A: 'b', DATABASE_URL: url}),
      'DATABASE_URL of web (docker-compose.yml:5)',
    );
    for (const [name, value] of [
      ['PGHOST', 'localhost'],
      ['DB_HOST', '127.0.0.1'],
      ['SHOP_DATABASE_SERVER', 'localhost'],
      ['DSN', 'localhost:5432'],
      ['DSN', 'postgres://shop@127.0.0.1/shop'],
    ] as const) {
      const told = `${name} of web (docker-compose.yml:4)`;
      assert.equal(found(`      ${name}: "${value}"\n`, {[name]: value}), told);
      assert.equal(found(`      - ${name}=${value}\n`, {[name]: value}), told);
      assert.equal(found(`      ${name}: \${${name}:-${value}}\n`, {[name]: value}), told);
    }
  });

  it('is not named where it is of something else, or may be another', () => {
    for (const environment of [
      {REDIS_HOST: 'localhost'},
      {DB_HOST: 'db'},
      {APP_HOST: 'localhost'},
      {DATABASE_URL: 'postgres://localhost:5433/shop'},
      {SITE_URL: 'http://localhost:8080/'},
      {DB_NAME: 'localhost'},
      {DB_HOST: 'localhost', PGHOST: 'localhost'},
    ]) {
      const written = Object.entries(environment)
        .map(([name, value]) => `      ${name}: "${value}"\n`)
        .join('');
      assert.equal(found(written, environment), undefined, written);
    }
    assert.equal(found('      DB_HOST: ${HOST}\n', {DB_HOST: 'localhost'}), undefined);
    assert.equal(found('      DB_HOST: localhost\n', {DB_HOST: 'localhost'}, 'all is well'), undefined);
  });

  it('is what the remedy speaks of', () => {
    const setting = 'DB_HOST of web (docker-compose.yml:5)';
    const db = {service: 'db', state: 'running', image: 'postgres:15'};
    const remedyFor = (service: string) =>
      rootCause(
        error({
          code: 'SERVICE_UNHEALTHY',
          evidence: {
            log: {source: 'web', lines: [REFUSED]},
            services: [web, db],
            localhostAt: {service, setting},
          },
        }),
      )?.remedy ?? '';
    assert.match(
      remedyFor('web'),
      /instead of localhost:5432: in DB_HOST of web \(docker-compose\.yml:5\)\. Where/,
    );
    assert.match(remedyFor('worker'), /in the variable that names its host/);
  });
});
