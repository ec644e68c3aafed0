import assert from 'node:assert/strict';
import {engineOf, seriesOf, versionIn, versionOf} from '../../../ts-helpers/src/compose/engine.ts';

const series = (image: string): string | undefined => {
  const engine = engineOf(image);
  assert.ok(engine, image);
  const version = versionIn(engine, image);
  return version === undefined ? undefined : `${engine.kind} ${seriesOf(engine, version).is}`;
};

describe('the engine of an image', () => {
  it('has its version in the tag, as exactly as files of versions differ', () => {
    for (const [image, expected] of [
      ['postgres:15', 'postgres 15'],
      ['postgres:15.4-alpine', 'postgres 15'],
      ['postgres:9.6.24', 'postgres 9.6'],
      ['docker.io/bitnami/postgresql:16.1.0-debian-11', 'postgres 16'],
      ['postgis/postgis:15-3.4', 'postgres 15'],
      ['pgvector/pgvector:0.8.0-pg17', 'postgres 17'],
      ['timescale/timescaledb:2.11.0-pg15', 'postgres 15'],
      ['timescale/timescaledb:2.11.0', undefined],
      ['mysql:5.7', 'mysql 5.7'],
      ['mysql:8.0.36-debian', 'mysql 8.0'],
      ['mysql:8', 'mysql 8'],
      ['mariadb:10.11.6', 'mariadb 10.11'],
      ['registry.example.org:5000/mariadb:lts', undefined],
      ['registry.example.org:5000/mariadb', undefined],
      ['mongo:4.4.1', 'mongo 4.4'],
      ['mongo:7.0.5', 'mongo 7'],
      ['redis:7.2-alpine', 'redis 7'],
      ['postgres:16@sha256:0123', 'postgres 16'],
      ['postgres@sha256:0123', undefined],
      ['docker.elastic.co/elasticsearch/elasticsearch:8.11.1', 'elasticsearch 8'],
    ] as const)
      assert.equal(series(image), expected, image);
  });

  it('is none of what only shows, measures or keeps one', () => {
    for (const image of [
      'mongo-express:1',
      'prom/mysqld-exporter',
      'acme/postgres-backup:15',
      'busybox',
      undefined,
    ])
      assert.equal(engineOf(image), undefined, image);
  });

  it('says its version itself where it runs', () => {
    const maria = engineOf('mariadb');
    assert.ok(maria);
    const said = (variables: Record<string, string>, image = 'mariadb:latest') =>
      versionOf(maria, {image, variables});
    assert.equal(said({MARIADB_VERSION: '1:10.11.6+maria~ubu2204'}), '10.11.6');
    assert.equal(said({}), undefined);
    assert.equal(said({}, 'mariadb:11.4'), '11.4');
  });
});
