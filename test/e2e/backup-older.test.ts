import assert from 'node:assert/strict';
import path from 'node:path';
import {Readable} from 'node:stream';
import type {Evidence} from '../../ts-helpers/src/archive/evidence.ts';
import {openDumps} from '../../ts-helpers/src/dumps/open.ts';
import {restoreDump} from '../../ts-helpers/src/dumps/restore.ts';
import {ask} from '../../ts-helpers/src/engines/inside.ts';
import {type BackedUp, backedUp, backups, leftOfProofs} from './support/backups.ts';
import {startBucket, type TestBucket} from './support/bucket.ts';
import {type OlderArchives, startOlder} from './support/olderArchives.ts';

describe('an archive that an older script left', () => {
  let bucket: TestBucket;
  let project: BackedUp;
  let older: OlderArchives;
  let organisation: string;

  before(async () => {
    [bucket, project, older] = await Promise.all([startBucket(), backedUp(), startOlder()]);
    organisation = bucket.organisation(path.join(project.folder, 'organisation.yml'), {
      older: [{prefix: 'left/'}],
    });
    project.sql(
      'create role "the owner"; create role reader',
      'create table orders (id int primary key, note text)',
      String.raw`insert into orders select i, 'line ' || i || E'\n\\.\n\t' from generate_series(1, 500) i`,
      'alter table orders owner to "the owner"; grant select on orders to reader',
      'create table nothing (id int)',
      `create function odd() returns text language sql as $$ select '
COPY orders (id) FROM stdin;
' $$`,
    );
  });

  after(() => {
    project.remove();
    bucket.remove();
    older.remove();
  });

  const run = (...words: string[]) => backups(words, {project, organisation, bucket});

  const left = async (key: string, script: string, db = project.db): Promise<string> => {
    await bucket.write(`left/${key}`, older.made(script, db));
    return `left/${key}`;
  };

  const evidenceOf = async (key: string, verdict: 'failed' | 'proven'): Promise<Evidence> => {
    const text = (await bucket.read(`${key}.${verdict}.json`)).toString();
    return (JSON.parse(text) as {evidence: Evidence}).evidence;
  };

  const told = ({servers, older: of}: Evidence) => ({
    layers: of?.layers,
    databases: servers.flatMap(({databases}) => databases.map(({name, rowsByTable}) => [name, rowsByTable])),
    usersMade: of?.usersMade,
  });

  /** Of sites of their own, all at once: the project's own goes by its compose files. */
  const verified = async (site: string, key: string, image: string) => {
    const {exitCode, stderr, result} = await run('verify', site, '--at', key, '--image', image);
    assert.equal(exitCode, 0, stderr);
    assert.equal(result.proof?.verdict, 'proven');
    return told(await evidenceOf(key, 'proven'));
  };

  const ORDERS = {'public.orders': 500, 'public.nothing': 0};

  it('is restored and counted, of each layout, whatever its name says', async () => {
    const {name} = project;
    const [own, cortico, sql, mongo] = await Promise.all([
      left(
        `${name}/202611/${name}.20261101-010203.sql.lrz`,
        // What `docker exec -t` makes of it.
        String.raw`docker exec $db pg_dump -U shop shop | sed 's/$/\r/' > dump.sql; lrzip -q -o "$1" dump.sql`,
      ),
      left(
        `${name}-cortico/202611/${name}-cortico.20261101-010203.sql.sql.zst`,
        'docker exec $db pg_dumpall -U shop | zstd -q -o "$1"',
      ),
      left(
        `201701/${name}-sql.20170102.sql.bz2`,
        'docker exec $db mariadb-dump -uroot -ps3cret shop | bzip2 > "$1"',
        older.mariadb,
      ),
      left(
        `${name}-mongo/202611/${name}-mongo-dump.20261101-010203.tar.lrz`,
        `docker exec $db mongodump --quiet --out /tmp/${name}-mongo-dump; docker exec $db tar c tmp/${name}-mongo-dump | lrzip -q -o "$1" -`,
        older.mongo,
      ),
    ]);
    assert.match((await run('backups')).stdout, /"verdict": "unproven"/);

    const [first, ...others] = await Promise.all([
      run('verify'),
      verified(`${name}-cortico`, cortico, 'postgres:15'),
      verified(`${name}-sql`, sql, 'mariadb:10.11'),
      verified(`${name}-mongo`, mongo, 'mongo:6'),
    ]);
    assert.equal(first.exitCode, 0, first.stderr);
    assert.match(first.stderr, /There is no backup of .* by countable/);
    assert.deepEqual(told(await evidenceOf(own, 'proven')), {
      layers: ['lrzip', 'plain SQL of PostgreSQL'],
      databases: [[name, ORDERS]],
      usersMade: ['shop', 'the owner', 'reader'],
    });
    assert.deepEqual(others, [
      {layers: ['zstd', 'plain SQL of PostgreSQL'], databases: [['shop', ORDERS]], usersMade: []},
      {
        layers: ['bzip2', 'plain SQL of MySQL or MariaDB'],
        databases: [['shop', {none: 0, orders: 700}]],
        usersMade: ['gone@10.%'],
      },
      {
        layers: ['lrzip', 'tar', 'a folder of mongodump'],
        databases: [['shop', {none: 0, things: 300}]],
        usersMade: [],
      },
    ]);
    assert.match((await run('backups')).stdout, /"verdict": "restored"/);
    assert.match((await run('evidence')).stdout, /nothing was recorded to compare with/);
    assert.deepEqual(leftOfProofs(project), []);
  });

  it('is told as failed where there is no dump in it', async () => {
    const {name} = project;
    const [empty, page] = await Promise.all([
      left(`${name}-empty/202611/${name}-empty.20261101-010203.sql.sql.zst`, 'zstd -q < /dev/null > "$1"'),
      left(`201701/${name}-page.20170102.sql.bz2`, 'echo "<html>502 Bad Gateway</html>" > "$1"'),
    ]);
    assert.equal((await bucket.read(empty)).length, 13);
    const failed = async (site: string, key: string, code: RegExp) => {
      const {exitCode, result} = await run('verify', site, '--at', key, '--image', 'postgres:15');
      assert.deepEqual([exitCode, result.error?.code], [10, 'PROOF_FAILED']);
      assert.match((await evidenceOf(key, 'failed')).differences[0] ?? '', code);
    };
    await Promise.all([
      failed(`${name}-empty`, empty, /^DUMP_EMPTY: /),
      failed(`${name}-page`, page, /^DUMP_UNKNOWN: .*HTML/),
    ]);
    assert.deepEqual(leftOfProofs(project), []);
  });

  it('fills a server from each format of pg_dump, and stops at the first thing that this refuses', async () => {
    const target = await older.postgres();
    const restored = async (database: string, script: string): Promise<string[]> => {
      const all: string[] = [];
      const source = Readable.from([older.made(script, project.db)], {objectMode: false});
      await openDumps(
        source,
        async dump => {
          await restoreDump(dump, database, target);
          all.push(...dump.layers);
        },
        {...target, keyFile: undefined},
      );
      return all;
    };
    const {engine, inside} = target;
    const dump = 'docker exec $db pg_dump -U shop';
    assert.deepEqual(
      await restored('job', `${dump} --inserts shop > dump; tar c dump | lrzip -q -o "$1" -`),
      [...['lrzip', 'tar', 'plain SQL of PostgreSQL']],
    );
    assert.deepEqual(await restored('custom', `${dump} -Fc shop | gzip > "$1"`), [
      ...['gzip', 'the custom format of pg_dump'],
    ]);
    const folder = `/tmp/${project.name}-dump`;
    assert.deepEqual(
      await restored(
        'folder',
        `${dump} -Fd -f ${folder} shop; docker exec $db tar c -C /tmp ${project.name}-dump > "$1"`,
      ),
      ['tar', 'a folder of pg_dump'],
    );
    assert.deepEqual(await restored('tar', `${dump} -Ft shop > "$1"`), ['tar', 'a folder of pg_dump']);
    for (const database of ['job', 'custom', 'folder', 'tar']) {
      const words = [...(engine.query(database) ?? []), '--command', 'select count(*) from orders'];
      assert.equal((await ask(inside, words)).trim(), '500', database);
    }
    await assert.rejects(
      restored('refused', `${dump} shop | sed 's/^SET row_security.*/CREATE x;/' > "$1"`),
      {
        code: 'DUMP_REFUSED',
        message: /syntax error at or near "x"/,
      },
    );
    await assert.rejects(restored('cut', `${dump} shop > all; head -n 40 all | gzip > "$1"`), {
      code: 'DUMP_BROKEN',
      message: /was cut off/,
    });
    const cuts = {
      rows: `${dump} shop > all; head -n 60 all | sed '$s/\\t.*//'`,
      less: `${dump} -Fc shop > all; head -c 3000 all`,
    };
    for (const [database, cut] of Object.entries(cuts))
      await assert.rejects(restored(database, `${cut} > "$1"`), {
        code: 'DUMP_BROKEN',
        message: /was cut off/,
      });
  });
});
