import assert from 'node:assert/strict';
import path from 'node:path';
import {type BackedUp, backedUp, backups, stored} from './support/backups.ts';
import {startBucket, type TestBucket} from './support/bucket.ts';

describe('a backup of a database that has no table', () => {
  let bucket: TestBucket;
  let project: BackedUp;
  before(async () => {
    const settings = JSON.stringify({backup: {proof: {web: false}}});
    [bucket, project] = await Promise.all([startBucket(), backedUp({'countable.yml': settings})]);
  });
  after(() => {
    project.remove();
    bucket.remove();
  });

  it('is proven, and warns of it, until there is one', async () => {
    const organisation = bucket.organisation(path.join(project.folder, 'organisation.yml'));
    const run = () => backups(['backup'], {project, organisation, bucket});
    const first = await run();
    stored(first);
    assert.equal(first.exitCode, 0, first.stderr);
    assert.equal(first.result.proof?.verdict, 'proven');
    assert.deepEqual(
      first.result.warnings?.map(({code, message}) => [code, message]),
      [['DATABASE_EMPTY', 'The database shop of db has no table.']],
    );
    assert.match(first.stderr, /The database shop of db has no table\./);

    project.sql('create table orders (id int)');
    assert.equal((await run()).result.warnings, undefined);
  });
});
