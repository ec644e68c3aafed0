import assert from 'node:assert/strict';
import {randomUUID} from 'node:crypto';
import {insideOf} from '../../ts-helpers/src/engines/container.ts';
import type {EngineKind} from '../../ts-helpers/src/archive/manifest.ts';
import {engineFor} from '../../ts-helpers/src/engines/engines.ts';
import type {Inside} from '../../ts-helpers/src/engines/inside.ts';
import {largeOf} from '../../ts-helpers/src/engines/large.ts';
import {createPipes} from '../../ts-helpers/src/outside/pipe.ts';
import {Readable} from 'node:stream';
import {compressing, dumpAll, readsOf, ready, restoreAll} from './support/dumping.ts';
import {CASES, type EngineCase} from './support/engineCases.ts';
import {createServers} from './support/throwAwayServers.ts';

const servers = createServers(`backup-engines-${randomUUID().slice(0, 8)}`);
const {docker} = servers;
const pipes = createPipes(new AbortController().signal);
const started = new Map<EngineCase, {source: string; empty: string}>();

describe('databases that are dumped, and restored from it', () => {
  before(async () => {
    for (const one of CASES)
      started.set(one, {
        source: servers.start(one.image, one.variables),
        empty: servers.start(
          one.image,
          engineFor(one.kind).emptyServer(one.variables.POSTGRES_USER ?? 'root', 'other'),
        ),
      });
    await Promise.all(
      CASES.flatMap(one =>
        Object.values(started.get(one) ?? {}).map(id =>
          ready(engineFor(one.kind), insideOf(id, one.kind, pipes)),
        ),
      ),
    );
  });
  after(() => {
    servers.remove();
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
    const {empty = ''} = started.get(CASES[2] as EngineCase) ?? {};
    const inside = insideOf(empty, 'mysql', pipes);
    const large = await largeOf(inside, compressing);
    await large.restore(
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

  // An env file that application and server share tells where the application finds it.
  const variables = {
    PGHOST: 'elsewhere',
    PGSSLMODE: 'require',
    PGOPTIONS: '-c search_path=none',
    POSTGRES_PASSWORD: 's3cret',
  };
  const ODD: Record<string, {kind: EngineKind; start: Parameters<typeof servers.start>}> = {
    'PostgreSQL on another port': {
      kind: 'postgres',
      start: ['postgres:15', variables, {command: ['postgres', '-p', '5433']}],
    },
    'PostgreSQL without a socket, and with a folder of its own': {
      kind: 'postgres',
      start: [
        'postgres:15',
        {...variables, PGDATA: '/var/lib/postgresql/own'},
        {command: ['postgres', '-c', 'unix_socket_directories=', '-c', 'port=5434']},
      ],
    },
    'MongoDB on another port': {
      kind: 'mongo',
      start: ['mongo:6', {}, {command: ['mongod', '--port', '27018']}],
    },
  };
  for (const [title, {kind, start}] of Object.entries(ODD))
    it(`are found where they listen, whatever variables say that are not theirs: ${title}`, async () => {
      const engine = engineFor(kind);
      const inside = insideOf(servers.start(...start), kind, pipes);
      await ready(engine, inside);
      const {databases} = await dumpAll(engine, inside);
      assert.ok(Object.values(databases).every(({read}) => read.isComplete));
      assert.ok(kind !== 'postgres' || 'postgres' in databases);
    });
});
