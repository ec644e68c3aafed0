import assert from 'node:assert/strict';
import path from 'node:path';
import type {Evidence} from '../../ts-helpers/src/archive/evidence.ts';
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
    const [own, jobs, cortico, custom, sql, mongo] = await Promise.all([
      left(
        `${name}/202611/${name}.20261101-010203.sql.lrz`,
        'docker exec $db pg_dump -U shop shop > dump.sql; lrzip -q -o "$1" dump.sql',
      ),
      left(
        `${name}-jobs.20261101-010203.sql.tar.lrz`,
        'docker exec $db pg_dump -U shop --inserts shop > dump; tar c dump | lrzip -q -o "$1" -',
      ),
      left(
        `${name}-cortico/202611/${name}-cortico.20261101-010203.sql.sql.zst`,
        // As `docker exec -t` has it, and as one who moves a whole server has it.
        String.raw`docker exec $db pg_dumpall -U shop | sed 's/$/\r/' | zstd -q -o "$1"`,
      ),
      left(
        `${name}-custom.20261101-010203.sql.lrz`,
        'docker exec $db pg_dump -U shop -Fc shop | gzip > "$1"',
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

    const listed = await run('backups');
    assert.match(listed.stdout, /"verdict": "unproven"/);

    const [first, ...others] = await Promise.all([
      run('verify'),
      verified(`${name}-jobs`, jobs, 'postgres:15'),
      verified(`${name}-cortico`, cortico, 'postgres:15'),
      verified(`${name}-custom`, custom, 'postgres:15'),
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
      {
        layers: ['lrzip', 'tar', 'plain SQL of PostgreSQL'],
        databases: [[`${name}-jobs`, ORDERS]],
        usersMade: ['shop', 'the owner', 'reader'],
      },
      {layers: ['zstd', 'plain SQL of PostgreSQL'], databases: [['shop', ORDERS]], usersMade: []},
      {
        layers: ['gzip', 'the custom format of pg_dump'],
        databases: [[`${name}-custom`, ORDERS]],
        usersMade: [],
      },
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

  it('is told as failed where it holds nothing, or not all of it', async () => {
    const {name} = project;
    const [empty, cut, page] = await Promise.all([
      left(`${name}-empty/202611/${name}-empty.20261101-010203.sql.sql.zst`, 'zstd -q < /dev/null > "$1"'),
      left(
        `${name}-cut.20261101-010203.sql.lrz`,
        'docker exec $db pg_dump -U shop shop > dump.sql; head -n 40 dump.sql | lrzip -q -o "$1" -',
      ),
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
      failed(`${name}-cut`, cut, /^DUMP_BROKEN: It was cut off/),
      failed(`${name}-page`, page, /^DUMP_UNKNOWN: .*HTML/),
    ]);
    assert.deepEqual(leftOfProofs(project), []);
  });
});
