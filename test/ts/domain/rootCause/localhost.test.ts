import assert from 'node:assert/strict';
import type {ServiceState} from '../../../../ts-helpers/src/domain/result.ts';
import {rootCause} from '../../../../ts-helpers/src/domain/rootCause.ts';
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
