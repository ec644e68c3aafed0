import assert from 'node:assert/strict';
import path from 'node:path';
import {failsWith} from '../support/failsWith.ts';
import {createLaptop, type Laptop, SHOP} from '../support/laptop.ts';

describe('countable down and reset', () => {
  let laptop: Laptop;
  afterEach(() => laptop.remove());
  const volumes = () => laptop.engine.things.filter(({kind}) => kind === 'volume').map(({name}) => name);
  const SEED = {...SHOP, 'ops/seed.sql': 'select 1;'};

  it('end what runs, and keep its data', async () => {
    laptop = await createLaptop();
    assert.deepEqual((await laptop.planDown()).steps, []);
    await laptop.up();
    const {done, notes} = await laptop.down();
    assert.deepEqual(
      [done, notes],
      [['Remove the containers and networks of shop'], ['Data stays: shop_data']],
    );
    assert.deepEqual([laptop.engine.containers, volumes()], [[], ['shop_data']]);
    assert.deepEqual((await laptop.down()).done, []);
  });

  it('end what a start has left that failed before there were containers', async () => {
    laptop = await createLaptop();
    laptop.engine.programs['web'] = {exits: 1};
    await laptop.up().catch(() => undefined);
    laptop.engine.containers.splice(0);
    const {done} = await laptop.down();
    assert.deepEqual(done, ['Remove the containers and networks of shop']);
    assert.deepEqual((await laptop.down()).done, []);
  });

  it('take the name of the repository as well as that of Compose', async () => {
    laptop = await createLaptop({...SHOP, 'countable.yml': 'name: Shop.Site'});
    await laptop.up();
    assert.match((await failsWith(laptop.down(true), 'RESET_UNCONFIRMED')).remedy, /--yes shop$/);
    await laptop.down(true, 'Shop.Site');
    await laptop.up();
    await laptop.down(true, 'shop');
    assert.deepEqual(volumes(), []);
  });

  it('remove data only for who names the project', async () => {
    laptop = await createLaptop();
    await laptop.up();
    const error = await failsWith(laptop.down(true), 'RESET_UNCONFIRMED');
    assert.match(error.message, /It would: Remove all of shop with its data: shop_data\.$/);
    assert.equal(error.remedy, 'Look at it first (--plan), then: --yes shop');
    await failsWith(laptop.down(true, 'shop-2'), 'RESET_UNCONFIRMED');
    assert.deepEqual(volumes(), ['shop_data']);
    await laptop.down(true, 'shop');
    assert.deepEqual(volumes(), []);
  });

  it('ask who sits at a terminal', async () => {
    laptop = await createLaptop(SHOP, {isAttended: true});
    await laptop.up();
    await failsWith(laptop.down(true), 'RESET_UNCONFIRMED');
    assert.ok(laptop.voice.lines().includes('1. Remove all of shop with its data: shop_data (risks data)'));
    laptop.answers.push('y');
    await laptop.down(true);
    assert.deepEqual(volumes(), []);
  });

  it('begin again with fresh data', async () => {
    laptop = await createLaptop(SEED);
    await laptop.up();
    const before = laptop.engine.containers.map(({id}) => id);
    const wanted = {isReset: true, withData: true};
    await failsWith(laptop.up(wanted), 'RESET_UNCONFIRMED');
    const {done} = await laptop.up({...wanted, yes: 'shop'});
    assert.equal(done[0], 'Remove all of shop with its data: shop_data');
    assert.equal(laptop.loaded.length, 2);
    assert.ok(laptop.engine.containers.every(({id}) => !before.includes(id)));
    assert.deepEqual(volumes(), ['shop_data']);
  });

  it('say what stays although it is data', async () => {
    laptop = await createLaptop({
      ...SHOP,
      'dc.dev.yml': 'services: {db: {volumes: ["./pg:/var/lib/postgresql/data"]}}',
    });
    const {notes} = await laptop.planDown(true);
    assert.deepEqual(notes, []);
    await laptop.up();
    assert.deepEqual((await laptop.planDown(true)).notes, [
      `What is no volume of its own stays: ${path.join(laptop.workspace, 'pg')}`,
    ]);
  });
});
