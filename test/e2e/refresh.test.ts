import assert from 'node:assert/strict';
import {MASK, SECRET, type Stage, startStage} from './support/refreshed.ts';

describe('a refresh', () => {
  let stage: Stage;
  before(async () => {
    stage = await startStage();
  });
  after(() => {
    stage.remove();
  });

  it('is never of production, and of no other environment as long as columns are not declared', async () => {
    const prod = await stage.run(['refresh', '--environment', 'prod']);
    assert.equal(prod.exitCode, 2);
    assert.match(prod.stdout + prod.stderr, /REFRESH_REFUSED/);

    const {result, exitCode} = await stage.refresh();
    assert.equal(result.error?.code, 'MASK_INCOMPLETE', JSON.stringify(result.error));
    assert.equal(exitCode, 4);
    const lines = result.error.evidence.log?.lines ?? [];
    assert.ok(lines.includes('    "public.customer.email": email'), lines.join('\n'));
    assert.ok(lines.includes('    "public.orders.what": text'), lines.join('\n'));
    stage.isAsBefore();
    stage.hasNoSecret();
  });

  it('is refused of a protected project that masks nothing, before anything is downloaded', async () => {
    stage.says({protected: true});
    const {result, stderr} = await stage.refresh();
    assert.equal(result.error?.code, 'REFRESH_REFUSED');
    assert.doesNotMatch(stderr, /throw-away/);
    stage.isAsBefore();
  });

  it('fails by a mask that does not do what it says, and leaves stage as it was', async () => {
    stage.masked();
    stage.project.write(
      'ops/mask.sql',
      "-- a slip\nupdate customer set note = 'x' where email like '%@nobody';\n",
    );
    const missed = await stage.refresh();
    assert.equal(missed.result.error?.code, 'MASK_FAILED', missed.stderr);
    assert.match(missed.result.error.message, /public\.customer\.note holds in 1 row what it held before/);
    stage.isAsBefore();

    stage.project.write(
      'ops/mask.sql',
      "update customer set note = 'x';\nupdate customer set nothing = 1;\n",
    );
    const wrong = await stage.refresh();
    assert.equal(wrong.result.error?.code, 'MASK_FAILED', wrong.stderr);
    assert.equal(wrong.result.error.where, 'ops/mask.sql:2');
    assert.match(wrong.result.error.message, /column "nothing" of relation "customer" does not exist/);
    stage.isAsBefore();

    stage.project.write('ops/mask.sql', MASK);
    stage.masked({}, {'public.customer.born': 'phone'});
    assert.match(
      (await stage.refresh()).result.error?.message ?? '',
      /^public\.customer\.born cannot be phone: its type is date\.$/,
    );
    stage.masked({}, {'public.customer.emial': 'email'});
    assert.equal((await stage.refresh()).result.error?.code, 'MASK_UNKNOWN');
    stage.isAsBefore();
    stage.hasNoSecret();
  });

  it('brings masked data alone, which is nowhere else before, and tells that the backup restores', async () => {
    stage.masked();
    stage.project.write('ops/mask.sql', MASK);
    stage.project.write(
      'ops/after-refresh.sql',
      "update settings set mail_host = 'localhost', hook = null;\n",
    );
    const done = await stage.refresh();
    assert.equal(done.exitCode, 0, done.stderr);
    const {restored, proof} = done.result;
    assert.equal(restored?.source?.key, stage.key);
    assert.equal(restored.masked, 8);
    assert.equal(proof?.verdict, 'proven');
    assert.equal(proof.key, stage.key);
    const past = (await stage.bucket.keys()).filter(
      one => one.startsWith(stage.key) && one.endsWith('.proven.json'),
    );
    assert.equal(past.length > 1, true, past.join());

    assert.equal(stage.sql('select count(*), count(distinct email) from customer'), '2|2');
    assert.equal(stage.sql("select count(*) from customer where email like 'u%@example.invalid'"), '2');
    assert.equal(stage.sql('select what from orders join customer using (email) order by 1'), 'engine\ntea');
    assert.match(stage.sql('select name, phone from customer where id = 1'), /^[0-9a-f]{9}\|\+999\d{11}$/);
    assert.equal(stage.sql('select note, phone from customer order by id desc limit 1'), '|');
    assert.equal(stage.sql('select count(born) from customer'), '0');
    assert.equal(stage.sql('select mail_host, hook from settings'), 'localhost|');
    assert.equal(stage.sql("select count(*) from addresses where email like '%@example.invalid'"), '2');
    assert.equal(stage.sql("select count(*) from seen where email not like '%@example.invalid'"), '0');
    stage.hasNoSecret();
    assert.equal(stage.leftOver(), '');
    // Passwords of production come with nobody.
    assert.equal(
      stage.sql(
        "select rolname, rolpassword is null from pg_authid where rolname in ('app', 'only_there') order by 1",
      ),
      'app|f\nonly_there|t',
    );
    assert.equal(stage.project.sql(`select count(*) from customer where email = '${SECRET}'`), '1');
  });

  it('is undone as a restore is', async () => {
    const undone = await stage.run(['restore', '--undo', '--environment', 'stage']);
    assert.equal(undone.exitCode, 0, undone.stderr);
    stage.isAsBefore();
  });
});
