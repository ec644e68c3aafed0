import assert from 'node:assert/strict';
import {
  type BackupFacts,
  officialImage,
  outsideVariables,
  planBackup,
} from '../../../ts-helpers/src/backup/plan.ts';
import type {ComposeService, Container} from '../../../ts-helpers/src/compose/model.ts';
import {UserError} from '../../../ts-helpers/src/errors/userError.ts';

const container = (service: string, more: Partial<Container> = {}): Container => ({
  id: `${service}-id`,
  name: `shop-${service}-1`,
  service,
  project: 'shop',
  state: 'running',
  exitCode: 0,
  outOfMemory: false,
  restarts: 0,
  startError: '',
  restartPolicy: 'no',
  startedAt: new Date(0),
  image: service,
  imageId: 'sha256:1',
  labels: {},
  joined: {shop_default: {network: '1', aliases: []}, other: {network: '2', aliases: []}},
  ...more,
});

interface Told {
  services: Record<string, ComposeService>;
  databases?: BackupFacts['databases'];
  leave?: string[];
  envFile?: Record<string, string>;
  containers?: Container[];
}

const facts = ({services, databases = [], leave = [], envFile = {}, containers}: Told): BackupFacts => ({
  project: 'shop',
  environment: 'prod',
  composeProject: 'shop',
  model: {name: 'shop', services},
  containers: containers ?? Object.keys(services).map(service => container(service)),
  volumes: new Set(),
  folder: '/srv/shop',
  own: {},
  settings: {
    compression: 'zst',
    copies: [],
    recipients: [],
    leave,
    shrink: 20,
    proof: {after: true, web: true},
    keep: {daily: 7, weekly: 5, monthly: 12},
  },
  databases,
  envFile,
});

const AT = new Date('2026-11-27T12:00:00Z');
const refusal = (told: Told): {message: string; remedy: string} => {
  try {
    planBackup(facts(told), AT);
  } catch (error) {
    assert.ok(error instanceof UserError);
    assert.equal(error.code, 'NO_BACKUP_FOR');
    return error;
  }
  throw new Error('it was planned');
};

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
      PGHOST: 'db.example.org',
      PGPORT: '5433',
      PGSSLMODE: 'require',
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

  for (const [what, told, message] of [
    ['has no value', {services: {web: {environment: {DATABASE_URL: null}}}}, /DATABASE_URL has no value/],
    [
      'says two things',
      {
        services: {
          web: {environment: {DATABASE_URL: 'postgres://one/x'}},
          worker: {environment: {DATABASE_URL: 'postgres://two/x'}},
        },
      },
      /something else in web than in worker/,
    ],
    ['is no address', {services: {web: {environment: {DATABASE_URL: 'one'}}}}, /no address/],
    [
      'leads to a socket',
      {services: {web: {environment: {DATABASE_URL: 'postgres:///x?host=/run'}}}},
      /no address/,
    ],
  ] as const)
    it(`are an error where the variable ${what}`, () => {
      assert.match(refusal({...told, databases: [{url: 'DATABASE_URL'}]}).message, message);
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

describe('databases elsewhere that nobody has named', () => {
  const of = (environment: Record<string, string>, more: Partial<Told> = {}): Told => ({
    services: {web: {environment, volumes: []}, db: {image: 'postgres:15'}},
    ...more,
  });
  const isRefused = (told: Told): boolean => {
    try {
      planBackup(facts(told), AT);
      return false;
    } catch (error) {
      assert.ok(error instanceof UserError && error.code === 'NO_BACKUP_FOR');
      return true;
    }
  };

  for (const environment of [
    {DATABASE_URL: 'postgres://a:b@rds.example.org/shop'},
    {SQLALCHEMY_DATABASE_URI: 'mysql+pymysql://a:b@rds.example.org/shop'},
    {DATABASE_HOST: 'rds.example.org'},
    {DB_HOST: 'rds.example.org:5432'},
    {RDS_HOSTNAME: 'rds.example.org'},
    {PGHOST: 'rds.example.org'},
    {MAPS_DB_HOST: '10.0.0.5'},
  ])
    it(`are an error: ${JSON.stringify(environment)}`, () => {
      const {message, remedy} = refusal(of(environment));
      assert.match(message, /`databases:` does not name it/);
      assert.match(remedy, /`databases:` of countable.yml/);
    });

  for (const environment of [
    {DATABASE_URL: 'postgres://a:b@db/shop'},
    {DATABASE_URL: 'postgres://a:b@localhost/shop'},
    {DATABASE_URL: 'sqlite:///db.sqlite3'},
    {DATABASE_HOST: 'db'},
    {DATABASE_HOST: ''},
    {DATABASE_HOST: '/var/run/postgresql'},
    {GHOST: 'blog.example.org'},
    {REDIS_HOST: 'cache.example.org'},
  ])
    it(`are not meant by ${JSON.stringify(environment)}`, () => {
      assert.equal(isRefused(of(environment)), false);
    });

  it('are no error where they are named, or left to others', () => {
    const environment = {DATABASE_HOST: 'rds.example.org', DATABASE_URL: 'postgres://a:b@rds.example.org/x'};
    assert.equal(isRefused(of(environment, {databases: [{url: 'DATABASE_URL'}]})), false);
    assert.equal(isRefused(of(environment, {leave: ['DATABASE_URL', 'DATABASE_HOST']})), false);
    assert.equal(isRefused(of(environment, {leave: ['web']})), false);
    assert.equal(isRefused(of(environment, {leave: ['DATABASE_URL']})), true);
  });

  it('may be on the host, where a service has its network', () => {
    const told = of({DATABASE_URL: 'postgres://a:b@localhost/shop'});
    told.services.web = {...told.services.web, network_mode: 'host'};
    assert.equal(isRefused(told), true);
  });
});
