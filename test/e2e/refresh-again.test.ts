import assert from 'node:assert/strict';
import {rmSync} from 'node:fs';
import path from 'node:path';
import {stored} from './support/backups.ts';
import {until} from './support/until.ts';
import {killedOnce} from './support/killing.ts';
import {MASK, type Stage, startStage} from './support/refreshed.ts';

describe('refreshes that follow one another', () => {
  let stage: Stage;
  before(async () => {
    stage = await startStage();
    stage.masked();
    stage.project.write('ops/mask.sql', MASK);
  });
  after(() => {
    stage.remove();
  });

  it('keeps what was there before the first one, and the last one, and nothing between', async () => {
    for (let nth = 1; nth <= 3; nth += 1) assert.equal((await stage.refresh()).exitCode, 0);
    const before = stage.databases().filter(name => name.startsWith('shop_before_'));
    assert.equal(before.length, 2, before.join());
    assert.deepEqual(
      before.map(name => {
        stage.sql(`alter database "${name}" allow_connections true`, 'postgres');
        return stage.sql(
          "select count(*) from information_schema.tables where table_name = 'customer'",
          name,
        );
      }),
      ['0', '1'],
    );
  });

  it('leaves nothing that was not masked, at whatever step it is killed', async () => {
    for (const words of ['Restore backups/', 'There, mask', 'Load what came', 'Let it take']) {
      await stage.refresh({onStart: child => killedOnce(child, words)}).catch(() => undefined);
      await until(() => assert.equal(stage.leftOver('running'), '', words));
      stage.hasNoSecret();
      const next = await stage.refresh();
      assert.equal(next.exitCode, 0, `${words}: ${next.stderr}`);
      assert.equal(stage.leftOver(), '', words);
      assert.equal(
        stage.sql("select count(*) from customer where email like '%@example.invalid'"),
        '2',
        words,
      );
    }
  });

  it('leaves no server with data of production to whoever comes next, once it was killed', async () => {
    await stage
      .refresh({onStart: child => killedOnce(child, 'Compare it with what was stored')})
      .catch(() => undefined);
    assert.notEqual(stage.leftOver(), '');
    stored(await stage.run(['backup']));
    assert.equal(stage.leftOver(), '');
  });

  it('stops at a trigger that would note what masks replace, and at rules that mask nothing of a protected project', async () => {
    stage.project.sql('alter table customer enable always trigger noting');
    stored(await stage.run(['backup']));
    const {result} = await stage.refresh();
    assert.equal(result.error?.code, 'MASK_FAILED');
    assert.match(result.error.message, /^The trigger noting of customer would note elsewhere/);

    stage.project.sql('alter table customer enable trigger noting');
    stored(await stage.run(['backup']));
    stage.says({protected: true, mask: {columns: KEPT}});
    const kept = await stage.refresh();
    assert.equal(kept.result.error?.code, 'REFRESH_REFUSED', kept.stderr);
    assert.match(kept.result.error.message, /none of its columns is masked/);
    stage.masked();
  });

  it('stops at a column that production has since, and brings what somebody has consented to', async () => {
    stage.project.sql('alter table customer add column iban text', "update customer set iban = 'DE1'");
    stored(await stage.run(['backup']));
    const {result} = await stage.refresh();
    assert.equal(result.error?.code, 'MASK_INCOMPLETE');
    assert.match(result.error.message, /1 column of the backup: public\.customer\.iban\.$/);

    stage.says({protected: true, refresh: {consent: {by: 'A. Clerk', on: '2020-01-01', for: 'letter 4711'}}});
    rmSync(path.join(stage.project.workspace, 'ops/mask.sql'));
    const agreed = await stage.refresh();
    assert.equal(agreed.exitCode, 0, agreed.stderr);
    assert.match(agreed.stderr, /Nothing is masked: A\. Clerk has consented/);
    assert.equal(stage.sql("select count(*) from customer where iban = 'DE1'"), '2');
  });
});

const KEPT = Object.fromEntries(
  ['customer', 'orders', 'settings', 'seen', 'keyless'].map(table => [`public.${table}.*`, 'keep']),
);
