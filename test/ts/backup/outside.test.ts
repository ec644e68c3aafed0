import assert from 'node:assert/strict';
import {officialImage, outsideVariables, planBackup} from '../../../ts-helpers/src/backup/plan.ts';
import {AT, container, facts, refusal, type Told} from './support/facts.ts';

const URL_OF = (url: string): Told => ({
  services: {web: {environment: {DATABASE_URL: url}}},
  databases: [{url: 'DATABASE_URL'}],
});

describe('databases that are no services', () => {
  it('are part of the plan, without what is secret', () => {
    const {servers} = planBackup(facts(URL_OF('postgres://ada:s3cret@db.example.org/shop')), AT);
    assert.deepEqual(servers, [
      {
        kind: 'postgres',
        title: 'PostgreSQL',
        service: 'DATABASE_URL',
        container: undefined,
        outside: {host: 'db.example.org', database: 'shop', networks: ['shop_default', 'other']},
      },
    ]);
  });

  it('are reached with what their variables say', () => {
    const told = URL_OF('postgres://ada:s3$$cret@db.example.org:5433/shop?sslmode=require');
    assert.deepEqual(outsideVariables({service: 'DATABASE_URL'}, facts(told)), {
      COUNTABLE_HOST: 'db.example.org',
      COUNTABLE_PORT: '5433',
      COUNTABLE_SSLMODE: 'require',
      POSTGRES_USER: 'ada',
      POSTGRES_PASSWORD: 's3$cret',
      COUNTABLE_DATABASE: 'shop',
    });
  });

  it('of MySQL are reached by no socket', () => {
    assert.deepEqual(
      outsideVariables({service: 'DATABASE_URL'}, facts(URL_OF('mysql://ada:s3cret@localhost/x'))),
      {
        COUNTABLE_HOST: '127.0.0.1',
        MYSQL_ROOT_USER: 'ada',
        MYSQL_ROOT_PASSWORD: 's3cret',
      },
    );
  });

  it('of MongoDB have an address without password and database, and know where the user is from', () => {
    const told = URL_OF('mongodb://a%40b:s3cret@one:27017,two/shop?replicaSet=rs');
    assert.deepEqual(outsideVariables({service: 'DATABASE_URL'}, facts(told)), {
      COUNTABLE_URI: 'mongodb://a%40b@one:27017,two/?authSource=shop&replicaSet=rs',
      MONGO_INITDB_ROOT_USERNAME: 'a@b',
      MONGO_INITDB_ROOT_PASSWORD: 's3cret',
    });
  });

  it('may be told in parts, also by the env file of the deploy alone', () => {
    const told: Told = {
      services: {web: {}},
      databases: [
        {engine: 'mysql', host: 'DATABASE_HOST', password: 'DATABASE_PASSWORD', image: 'mysql:8.4'},
      ],
      envFile: {DATABASE_HOST: 'rds.example.org', DATABASE_PASSWORD: 's3cret'},
    };
    const [server] = planBackup(facts(told), AT).servers;
    assert.deepEqual(server?.outside, {
      host: 'rds.example.org',
      image: 'mysql:8.4',
      networks: ['shop_default', 'other'],
    });
    assert.deepEqual(outsideVariables({service: 'DATABASE_HOST'}, facts(told)), {
      COUNTABLE_HOST: 'rds.example.org',
      MYSQL_ROOT_PASSWORD: 's3cret',
    });
  });

  for (const [what, more, networks] of [
    ['the host, of who has its network', {networkOf: 'host', joined: {}}, ['host']],
    ['another container, of who has its network', {networkOf: 'container', joined: {}}, ['container:web-id']],
  ] as const)
    it(`are asked from ${what}`, () => {
      const told = {...URL_OF('postgres://db.example.org/x'), containers: [container('web', more)]};
      assert.deepEqual(planBackup(facts(told), AT).servers[0]?.outside?.networks, networks);
    });

  it('are asked from the host where it is the host that they are on', () => {
    const {servers} = planBackup(facts(URL_OF('postgres://localhost/x')), AT);
    assert.deepEqual(servers[0]?.outside?.networks, ['host']);
  });

  it('are not dumped twice where it is a service that they are', () => {
    for (const host of ['db', 'database', 'shop-db-1', 'alias']) {
      const told = URL_OF(`postgres://${host}/shop`);
      told.services.db = {
        image: 'postgres:15',
        container_name: 'database',
        networks: {default: {aliases: ['alias']}},
      };
      const {servers, leftOut} = planBackup(facts(told), AT);
      assert.deepEqual(
        servers.map(({service}) => service),
        ['db'],
      );
      assert.deepEqual(leftOut, [{what: 'DATABASE_URL', why: 'leads to db, which is dumped itself'}]);
    }
  });

  for (const [what, told, message, remedy] of [
    [
      'has no value',
      {services: {web: {environment: {DATABASE_URL: null}}}},
      /DATABASE_URL has no value/,
      /^Give DATABASE_URL a value, .* or correct its name in `databases:` of countable\.yml/,
    ],
    [
      'says two things',
      {
        services: {
          web: {environment: {DATABASE_URL: 'postgres://one/x'}},
          worker: {environment: {DATABASE_URL: 'postgres://two/x'}},
        },
      },
      /something else in web than in worker/,
      /^Let DATABASE_URL say the same everywhere/,
    ],
    [
      'is no address',
      {services: {web: {environment: {DATABASE_URL: 'one'}}}},
      /no address/,
      /^Correct what DATABASE_URL says/,
    ],
    [
      'leads to a socket',
      {services: {web: {environment: {DATABASE_URL: 'postgres:///x?host=/run'}}}},
      /no address/,
      /^Correct what DATABASE_URL says/,
    ],
  ] as const)
    it(`are an error where the variable ${what}`, () => {
      const error = refusal({...told, databases: [{url: 'DATABASE_URL'}]});
      assert.match(error.message, message);
      assert.match(error.remedy, remedy);
    });

  it('take their tools from the official image of their version', () => {
    assert.deepEqual(
      [
        officialImage('postgres', '15.4 (Debian 15.4-1)'),
        officialImage('postgres', '9.6.24'),
        officialImage('mysql', '10.11.19-MariaDB-log'),
        officialImage('mysql', '8.0.36'),
        officialImage('mongo', '4.4.1'),
        officialImage('mongo', '7.0.12'),
        officialImage('mongo', 'unknown'),
      ],
      ['postgres:15', 'postgres:9.6', 'mariadb:10.11', 'mysql:8.0', 'mongo:4.4', 'mongo:7', 'mongo:latest'],
    );
  });
});
