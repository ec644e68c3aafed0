import assert from 'node:assert/strict';
import type {ComposeService} from '../../../ts-helpers/src/compose/model.ts';
import {isDatabase} from '../../../ts-helpers/src/compose/database.ts';
import {probesOf} from '../../../ts-helpers/src/health/probes.ts';
import {resolveSettings} from '../../../ts-helpers/src/workspace/settings.ts';

const asked = (services: Record<string, ComposeService>, health: object = {}) =>
  probesOf({name: 'shop-prod', services}, resolveSettings({options: {health}}), '127.0.0.1');
const urls = (services: Record<string, ComposeService>, health: object = {}): string[] =>
  asked(services, health).map(({url}) => url);

const services = {
  nginx: {
    ports: [
      {target: 80, published: '8099'},
      {target: 443, published: '8443'},
      {target: 53, published: '53', protocol: 'udp'},
    ],
  },
  db: {image: 'postgres:15', ports: [{target: 5432, published: '5432', host_ip: '127.0.0.1'}]},
  admin: {ports: [{target: 9000, published: '9000', host_ip: '::1'}, {target: 9001}]},
};
const port = {ports: [{target: 8080, published: '8080'}]};

describe('the addresses that have to answer', () => {
  it('are the published ports that are not a database’s', () => {
    assert.deepEqual(urls(services), [
      'http://127.0.0.1:8099/',
      'https://127.0.0.1:8443/',
      'http://[::1]:9000/',
    ]);
  });

  it('are the one that is set, or none', () => {
    assert.deepEqual(urls(services, {url: 'https://shop.example.com/up'}), ['https://shop.example.com/up']);
    assert.deepEqual(urls(services, {none: true}), []);
  });

  it('are none of a service without containers, and of networks in which Docker publishes nothing', () => {
    const silent: ComposeService[] = [
      {deploy: {replicas: 0}},
      {scale: 0},
      {scale: '0'},
      {provider: {type: 'model'}},
      {network_mode: 'host'},
      {network_mode: 'none'},
    ];
    for (const definition of silent)
      assert.deepEqual(urls({web: {...port, ...definition}}), [], JSON.stringify(definition));
    for (const definition of [{scale: 1}, {deploy: {mode: 'global', replicas: 0}}, {network_mode: 'bridge'}])
      assert.equal(urls({web: {...port, ...definition}}).length, 1, JSON.stringify(definition));
  });

  it('promise a page at the path that is set: the only one of them, or one of several', () => {
    const promises = (health: object, ...names: (keyof typeof services)[]) =>
      asked(Object.fromEntries(names.map(name => [name, services[name]])), health).map(
        ({promise}) => promise,
      );
    assert.deepEqual(promises({path: '/up'}, 'admin'), ['success']);
    assert.deepEqual(promises({path: '/up'}, 'admin', 'db'), ['success']);
    assert.deepEqual(promises({path: '/up'}, 'nginx'), ['success of one', 'success of one']);
    assert.deepEqual(promises({}, 'admin'), ['answer']);
  });
});

describe('a database', () => {
  const isOne = (image: string, target = 8080) => isDatabase({image}, {target});

  it('is known by its image, whoever made it', () => {
    for (const image of [
      'postgres',
      'postgres:15-alpine',
      'postgis/postgis:15-3.4',
      'registry.example.org:5000/team/postgres@sha256:0123',
      'bitnami/postgresql-repmgr:15',
      'bitnami/mariadb-galera',
      'mysql/mysql-server:8.0',
      'mongodb/mongodb-community-server',
      'redis/redis-stack-server',
      'valkey/valkey:8',
      'gvenzl/oracle-free',
    ])
      assert.ok(isOne(image), image);
  });

  it('is known by its port', () => {
    for (const target of [1521, 3306, 5432, 6379, 6432, 27_017]) assert.ok(isOne('team/own', target));
  });

  it('is none of the programs that show, measure or keep one', () => {
    for (const image of [
      'mongo-express',
      'mongo-express:1.0',
      'quay.io/prometheuscommunity/postgres-exporter:v0.15',
      'oliver006/redis_exporter',
      'percona/mongodb_exporter:0.40',
      'rediscommander/redis-commander',
      'redis/redis-insight',
      'ghcr.io/joeferner/redis-commander:latest',
      'team/postgres-backup',
      'dpage/pgadmin4',
      'phpmyadmin',
      'adminer',
      'postgrest/postgrest',
      'team/postgres.example.org/web',
    ])
      assert.ok(!isOne(image), image);
  });
});
