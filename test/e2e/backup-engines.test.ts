import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {randomUUID} from 'node:crypto';
import {Readable} from 'node:stream';
import type {EngineKind} from '../../ts-helpers/src/archive/manifest.ts';
import {besideOutside} from '../../ts-helpers/src/backup/act/outside.ts';
import {lookAt, storeServer} from '../../ts-helpers/src/backup/act/server.ts';
import type {BackupFacts, PlannedServer} from '../../ts-helpers/src/backup/plan.ts';
import {insideOf} from '../../ts-helpers/src/engines/container.ts';
import type {Engine} from '../../ts-helpers/src/engines/engine.ts';
import {engineFor} from '../../ts-helpers/src/engines/engines.ts';
import {ask, give, type Inside} from '../../ts-helpers/src/engines/inside.ts';
import type {DumpRead} from '../../ts-helpers/src/engines/reader.ts';
import {CommandFailed, UserError} from '../../ts-helpers/src/errors/userError.ts';
import {createPipes} from '../../ts-helpers/src/outside/pipe.ts';
import {createArchiveWriter} from '../../ts-helpers/src/outside/archiveFile.ts';
import {createDockerAdapters} from '../../ts-helpers/src/services/adapters.ts';

const RUN = `backup-engines-${randomUUID().slice(0, 8)}`;
const docker = (args: readonly string[], input = ''): string =>
  execFileSync('docker', args, {input, stdio: ['pipe', 'pipe', 'pipe']})
    .toString()
    .trim();

interface Case {
  title: string;
  kind: EngineKind;
  image: string;
  variables: Record<string, string>;
  /** Run in the container, as the server's own people fill it. */
  client: string;
  seed: string;
  /** Of a database, rows of its tables. */
  rows: Record<string, Record<string, number>>;
  roles: string[];
}

const POSTGRES = 'psql -v ON_ERROR_STOP=1 -qU "$POSTGRES_USER" -d postgres';
const CASES: readonly Case[] = [
  {
    title: 'PostgreSQL',
    kind: 'postgres',
    image: 'postgres:15',
    variables: {POSTGRES_USER: 'ada', POSTGRES_PASSWORD: 's3cret-of-ada'},
    client: POSTGRES,
    seed: String.raw`
      create role reader login password 'x'; create database "od=d"; create database "odd ""name";
      \connect "odd ""name"
      create table t (a text); insert into t values ('\.'), (E'\\.\n\\.'), (''), (null), (E'a\tb');
      create table "we""ird (x)" (a int); create table nocol (); insert into nocol default values;
      create sequence s; select nextval('s'); grant select on t to reader;
      select lo_from_bytea(0, '\x00ff'); create view v as select * from t;`,
    rows: {
      ada: {},
      postgres: {},
      'od=d': {},
      'odd "name': {'public.t': 5, 'public."we""ird (x)"': 0, 'public.nocol': 1},
    },
    roles: ['ada', 'reader'],
  },
  {
    title: 'PostGIS',
    kind: 'postgres',
    image: 'postgis/postgis:15-3.3',
    variables: {POSTGRES_USER: 'postgres', POSTGRES_PASSWORD: 's3cret'},
    client: POSTGRES,
    seed: String.raw`
      create database gis;
      \connect gis
      create extension postgis; create table g (p geometry(point, 4326));
      insert into g select st_setsrid(st_point(n, 2), 4326) from generate_series(1, 100) n;
      create index on g using gist (p);`,
    rows: {gis: {'public.g': 100, 'public.spatial_ref_sys': 0}},
    roles: ['postgres'],
  },
  {
    title: 'MariaDB',
    kind: 'mysql',
    image: 'mariadb:10.11',
    variables: {MARIADB_ROOT_PASSWORD: `s3cret"'$`},
    client: 'MYSQL_PWD="$MARIADB_ROOT_PASSWORD" mariadb --default-character-set=utf8mb4 -uroot',
    seed: String.raw`
      create user app@'%' identified by 'x'; create role r; grant r to app;
      create database ${'`odd ``name`'}; use ${'`odd ``name`'};
      create table t (id int auto_increment primary key, a text, b blob);
      insert into t (a, b) values ('it''s; a ) ( \\ "x"\n', x'00ff27'), (null, ''), ('),(', null), ('ü😀', 'b');
      create table ${'`we``ird(x)`'} (a int); create table gen (a int, b int as (a + 1) stored); insert into gen(a) values (1);
      create table old (a int) engine=myisam; insert into old values (1), (2);
      create view v as select a from t; create sequence s; select nextval(s);
      create table wide (a longblob); insert into wide values (repeat('x', 9000000));
      delimiter ;;
      create procedure p() begin
INSERT INTO ${'`t`'} VALUES (1,2),(3);
      end;;
      create event ev on schedule every 1 day do delete from t where id = 0;;
      delimiter ;
      grant select on ${'`odd ``name`'}.* to r;`,
    rows: {'odd `name': {t: 4, 'we`ird(x)': 0, gen: 1, old: 2, wide: 1}},
    roles: ['app@%', 'r@', 'root@%', 'root@localhost'],
  },
  {
    title: 'MongoDB, or what stands in for it here',
    kind: 'mongo',
    image: 'mongo:6',
    variables: {},
    client: 'cat > /tmp/seed.js && mongosh --quiet mongodb://127.0.0.1/shop --file /tmp/seed.js',
    seed: `
      db.things.insertMany([...Array(300).keys()].map(i => ({i, s: 'x'.repeat(i), a: [1, {b: null}], d: new Date(0)})));
      db.things.createIndex({i: 1}, {unique: true, name: 'byI'});
      db.createCollection('none');`,
    rows: {shop: {things: 300, none: 0}},
    roles: [],
  },
];

const pipes = createPipes(new AbortController().signal);
const started = new Map<Case | 'elsewhere', {source: string; empty: string}>();

const start = (image: string, variables: Readonly<Record<string, string>>, network = 'none'): string => {
  const given = Object.entries(variables).flatMap(([name, value]) => ['--env', `${name}=${value}`]);
  return docker(['run', '--detach', '--label', RUN, '--network', network, ...given, image]);
};

const ready = async (engine: Engine, inside: Inside): Promise<void> => {
  for (;;) {
    try {
      return void (await ask(inside, engine.isReady));
    } catch (error) {
      if (!(error instanceof CommandFailed)) throw error;
      await new Promise(resolve => setTimeout(resolve, 200));
    }
  }
};

interface Dumped {
  roles: string[];
  rolesDump: Buffer | undefined;
  databases: Record<string, {read: DumpRead; bytes: Buffer}>;
}

const output = async ({pipe}: Inside, words: readonly string[]): Promise<Buffer> => {
  const {input, output: printed, ended} = pipe(words);
  input.end();
  const pieces: Buffer[] = [];
  for await (const piece of printed) pieces.push(piece as Buffer);
  await ended;
  return Buffer.concat(pieces);
};

const dumpAll = async (engine: Engine, inside: Inside): Promise<Dumped> => {
  const look = await engine.look(inside);
  const words = engine.dumpRoles(look);
  const databases: Dumped['databases'] = {};
  for (const {name} of look.databases) {
    const bytes = await output(inside, engine.dump(name, look));
    const reader = engine.reader();
    for (let at = 0; at < bytes.length; at += 10_007) reader.hear(bytes.subarray(at, at + 10_007));
    databases[name] = {bytes, read: reader.end()};
  }
  return {roles: look.roles, rolesDump: words === null ? undefined : await output(inside, words), databases};
};

const restoreAll = async (
  engine: Engine,
  inside: Inside,
  {rolesDump, databases}: Dumped,
): Promise<string[]> => {
  for (const words of engine.makeRoom(Object.keys(databases))) await ask(inside, words);
  const said: string[] = [];
  if (rolesDump !== undefined) said.push(await give(inside, engine.restoreRoles, Readable.from([rolesDump])));
  for (const [name, {bytes}] of Object.entries(databases))
    said.push(await give(inside, engine.restore(name), Readable.from([bytes])));
  return said.flatMap(text => engine.complaints(text));
};

const readsOf = ({databases}: Dumped) =>
  Object.fromEntries(
    Object.entries(databases).map(
      ([
        name,
        {
          read: {schema, tables, isComplete},
        },
      ]) => [name, {schema, tables, isComplete}],
    ),
  );

describe('databases that are dumped, and restored from it', () => {
  before(async () => {
    for (const one of CASES)
      started.set(one, {
        source: start(one.image, one.variables),
        empty: start(
          one.image,
          engineFor(one.kind).emptyServer(one.variables.POSTGRES_USER ?? 'root', 'other'),
        ),
      });
    docker(['network', 'create', '--label', RUN, RUN]);
    started.set('elsewhere', {source: start('postgres:15', {POSTGRES_PASSWORD: 'adm1n'}, RUN), empty: ''});
    await Promise.all(
      CASES.flatMap(one =>
        Object.values(started.get(one) ?? {}).map(id =>
          ready(engineFor(one.kind), insideOf(id, one.kind, pipes)),
        ),
      ),
    );
  });
  after(() => {
    const ids = docker(['ps', '--all', '--quiet', '--filter', `label=${RUN}`])
      .split('\n')
      .filter(Boolean);
    if (ids.length > 0) docker(['rm', '--force', '--volumes', ...ids]);
    docker(['network', 'rm', RUN]);
  });

  for (const one of CASES)
    it(`are the same again: ${one.title}`, async () => {
      const {source = '', empty = ''} = started.get(one) ?? {};
      docker(['exec', '--interactive', source, 'sh', '-c', one.client], one.seed);
      const engine = engineFor(one.kind);
      const first = await dumpAll(engine, insideOf(source, one.kind, pipes));
      const rows = Object.fromEntries(
        Object.entries(first.databases).map(([name, {read}]) => [
          name,
          Object.fromEntries(Object.entries(read.tables).map(([table, counted]) => [table, counted.rows])),
        ]),
      );
      for (const [name, expected] of Object.entries(one.rows)) assert.deepEqual(rows[name], expected);
      assert.deepEqual(
        one.roles.filter(role => !first.roles.includes(role)),
        [],
      );
      const inside = insideOf(empty, one.kind, pipes);
      assert.deepEqual(await restoreAll(engine, inside, first), []);
      const second = await dumpAll(engine, inside);
      assert.deepEqual(readsOf(second), readsOf(first));
      assert.ok(Object.values(readsOf(second)).every(({isComplete}) => isComplete));
      assert.deepEqual(second.roles, first.roles);
    });

  it('of MySQL that a user may not see are told', async () => {
    const {empty = ''} = started.get(CASES[2] as Case) ?? {};
    const inside = insideOf(empty, 'mysql', pipes);
    await give(
      inside,
      engineFor('mysql').restore(''),
      Readable.from(["create user few@localhost identified by 'x'"]),
    );
    const asFew: Inside = {
      pipe: words =>
        pipes.pipe('docker', [
          'exec',
          '-i',
          '-e',
          'COUNTABLE_USER=few',
          '-e',
          'MYSQL_PWD=x',
          empty,
          ...words,
        ]),
    };
    assert.deepEqual((await engineFor('mysql').look(asFew)).closed, ['odd `name']);
  });

  describe('that are no services', () => {
    const {docker: engine} = createDockerAdapters(new AbortController().signal);
    const needs = {docker: engine, pipes, voice: {detail: () => undefined}};
    /** As hosted servers are: who asks is no superuser, and there are databases of others. */
    const server = (image?: string): PlannedServer => ({
      kind: 'postgres',
      title: 'PostgreSQL',
      service: 'DATABASE_URL',
      container: undefined,
      outside: {host: 'db', database: 'shop', networks: [RUN], ...(image !== undefined && {image})},
    });
    const factsOf = (host: string): BackupFacts =>
      ({
        composeProject: RUN,
        databases: [{url: 'DATABASE_URL'}],
        envFile: {DATABASE_URL: `postgres://master:s3cret@${host}/shop`},
        model: {name: RUN, services: {}},
      }) as unknown as BackupFacts;
    const toolsLeft = (): string =>
      docker(['ps', '--all', '--quiet', '--filter', `label=ca.countable.backup-tools=${RUN}`]);

    it('are dumped by a container with their tools, which is gone afterwards', async () => {
      const {source = ''} = started.get('elsewhere') ?? {};
      await ready(engineFor('postgres'), insideOf(source, 'postgres', pipes));
      docker(
        ['exec', '--interactive', source, 'psql', '-v', 'ON_ERROR_STOP=1', '-qU', 'postgres'],
        String.raw`create role master login createrole createdb password 's3cret'; create database rdsadmin;
          revoke connect on database rdsadmin from public; create database shop owner master;
          \connect shop
          set role master; create schema own; create table own.t as select generate_series(1, 10)`,
      );
      const facts = factsOf(source.slice(0, 12));
      const stored = await besideOutside([server()], {facts, needs}, async ([one]) => {
        assert.ok(one !== undefined);
        assert.notEqual(toolsLeft(), '');
        const writer = createArchiveWriter(new Date());
        writer.output.resume();
        const kept = await storeServer(one, await lookAt(one, needs), {...needs, writer});
        writer.finish();
        return kept;
      });
      assert.deepEqual(
        [stored.image, stored.host, stored.databases.map(({name, tables}) => [name, tables['own.t']?.rows])],
        ['postgres:15', 'db', [['shop', 10]]],
      );
      assert.ok(stored.roles?.names.includes('master'));
      assert.equal(toolsLeft(), '');
    });

    it('are an error where no image has their tools', async () => {
      const missing = 'registry.invalid/none:1';
      const work = besideOutside([server(missing)], {facts: factsOf('db'), needs}, () => Promise.resolve());
      await assert.rejects(work, error => {
        assert.ok(error instanceof UserError);
        assert.deepEqual([error.code, error.where], ['BACKUP_IMAGE_MISSING', 'DATABASE_URL']);
        return true;
      });
      assert.equal(toolsLeft(), '');
    });
  });
});
