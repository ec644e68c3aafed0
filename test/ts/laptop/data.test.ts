import assert from 'node:assert/strict';
import {existsSync, mkdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {UserError} from '../../../ts-helpers/src/errors/userError.ts';
import {failsWith} from '../support/failsWith.ts';
import {createLaptop, type Laptop, SHOP} from '../support/laptop.ts';

describe('test data', () => {
  let laptop: Laptop;
  afterEach(() => laptop.remove());
  const SEED = {...SHOP, 'ops/seed.sql': 'insert into x values (1);'};
  const due = () => path.join(laptop.workspace, '.git/countable/test-data-due');

  it('is loaded once, and again only when it is asked for', async () => {
    laptop = await createLaptop(SEED);
    const {done} = await laptop.up();
    assert.ok(done.includes('Load test data: ops/seed.sql into db'));
    await laptop.up();
    assert.equal(laptop.loaded.length, 1);
    await laptop.up({withData: true});
    assert.equal(laptop.loaded.length, 2);
    assert.equal(laptop.loaded[0]?.database, 'postgres');
  });

  it('goes into the database that the server was set up with, or that the file names', async () => {
    laptop = await createLaptop({
      ...SEED,
      'dc.dev.yml': 'services: {db: {environment: {POSTGRES_DB: shop}}}',
    });
    await laptop.up();
    await laptop.write({'ops/seed.sql': '-- For work.\n-- database: other\nselect 1;'});
    await laptop.up({withData: true});
    assert.deepEqual(
      laptop.loaded.map(({database}) => database),
      ['shop', 'other'],
    );
  });

  it('comes once a site answers, which without it may be with an error', async () => {
    laptop = await createLaptop(SEED);
    laptop.engine.programs['web'] = {answers: 500};
    await failsWith(laptop.up(), 'NO_ANSWER');
    assert.equal(laptop.loaded.length, 1);
  });

  it('is still to be loaded where an earlier run did not come so far', async () => {
    laptop = await createLaptop(SEED);
    laptop.engine.programs['web'] = {exits: 1};
    await failsWith(laptop.up(), 'SERVICE_EXITED');
    assert.ok(existsSync(due()));
    laptop.engine.programs['web'] = {};
    laptop.engine.containers.splice(0);
    await laptop.up();
    assert.equal(laptop.loaded.length, 1);
    assert.ok(!existsSync(due()));
  });

  it('is not put over data that was there before', async () => {
    laptop = await createLaptop(SEED);
    laptop.engine.things.push({
      kind: 'volume',
      name: 'shop_data',
      labels: {'com.docker.compose.project': 'shop'},
    });
    await laptop.up();
    assert.deepEqual(laptop.loaded, []);
  });

  it('is not put over what a folder of the project has, which is no volume, and that is told', async () => {
    const compose = SHOP['docker-compose.yml'].replace('data:/var', './data:/var');
    laptop = await createLaptop({...SEED, 'docker-compose.yml': compose});
    const folder = path.join(laptop.workspace, 'data');
    mkdirSync(folder);
    assert.ok((await laptop.plan()).steps.some(({id}) => id === 'data'));
    writeFileSync(path.join(folder, 'PG_VERSION'), '15');
    const {notes} = await laptop.up();
    assert.deepEqual(laptop.loaded, []);
    assert.deepEqual(notes, [
      `No test data is loaded over what is there: ${folder}. countable up --data does that.`,
    ]);
    assert.deepEqual((await laptop.up()).notes, []);
    await laptop.up({withData: true});
    assert.equal(laptop.loaded.length, 1);
  });

  it('is not put over what a volume has that others may use as well', async () => {
    const compose = `${SHOP['docker-compose.yml']}`.replace(
      '{data: }',
      '{data: {external: true, name: theirs}}',
    );
    laptop = await createLaptop({...SEED, 'docker-compose.yml': compose});
    laptop.engine.things.push({kind: 'volume', name: 'theirs', labels: {}});
    assert.match((await laptop.up()).notes.join(), /No test data is loaded over what is there: theirs/);
    assert.deepEqual(laptop.loaded, []);
  });

  it('is missed only where there is a database, or it is asked for', async () => {
    laptop = await createLaptop({'docker-compose.yml': 'services: {web: {image: "nginx:1.22"}}'});
    laptop.engine.registry.add('nginx:1.22');
    assert.deepEqual((await laptop.up()).notes, []);
    assert.match((await laptop.up({withData: true})).notes.join(), /^No test data: the project has neither/);
  });

  it('is what the command of the project loads, where it has one', async () => {
    laptop = await createLaptop({...SEED, 'countable.yml': 'seed: {command: make data}'});
    laptop.engine.programs['web'] = {commands: {'make data': {prints: ['3 shops']}}};
    const {done} = await laptop.up();
    assert.ok(done.includes('Load test data: make data, in web'));
    assert.deepEqual(laptop.loaded, []);
    assert.ok(laptop.voice.lines().includes('3 shops'));
  });

  it('fails by the command that loads it, and the project goes on', async () => {
    laptop = await createLaptop({...SHOP, 'countable.yml': 'seed: {command: make data}'});
    laptop.engine.programs['web'] = {commands: {'make data': {exits: 2, prints: ['no such table']}}};
    const error = await failsWith(laptop.up(), 'TEST_DATA_FAILED');
    assert.deepEqual(error.evidence.log, {source: 'web', lines: ['no such table']});
    assert.equal(laptop.engine.containers.filter(({state}) => state === 'running').length, 2);
    assert.ok(existsSync(due()));
  });

  it('is not loaded where it could go into several databases, and that is told', async () => {
    laptop = await createLaptop({...SEED, 'dc.dev.yml': 'services: {shops: {image: "mysql:8"}}'});
    laptop.engine.registry.add('mysql:8');
    const {notes} = await laptop.plan();
    assert.match(
      notes.join(),
      /^No test data: ops\/seed\.sql is for one of .*: say which, `seed: {service: /,
    );
    await laptop.write({'countable.yml': 'seed: {service: shops}'});
    assert.match(JSON.stringify(await laptop.plan()), /ops\/seed.sql into shops/);
  });

  const MASKED = {...SHOP, 'countable.yml': 'mask: {columns: {public.people.email: email}}\n'};
  const BUCKET = 'backup: {bucket: shop-backups}\n';

  it('is that of production, masked, where the project has none of its own', async () => {
    laptop = await createLaptop(MASKED, {organisation: BUCKET});
    const {done, notes} = await laptop.up();
    const does =
      'Load test data: the newest proven backup of production in shop-backups, masked, where it may be read from here';
    assert.ok(done.includes(does), done.join());
    assert.deepEqual(laptop.masked.of, [path.basename(laptop.workspace)]);
    assert.deepEqual(notes, []);
    await laptop.up();
    assert.equal(laptop.masked.of.length, 1);
  });

  it('of production comes to a site that is not well without it', async () => {
    laptop = await createLaptop(MASKED, {organisation: BUCKET});
    laptop.engine.programs['web'] = {exits: 1};
    await failsWith(laptop.up(), 'SERVICE_EXITED');
    assert.equal(laptop.masked.of.length, 1);
  });

  it('is the project’s own where it has some', async () => {
    laptop = await createLaptop({...MASKED, 'ops/seed.sql': 'select 1;'}, {organisation: BUCKET});
    await laptop.up();
    assert.deepEqual([laptop.masked.of, laptop.loaded.length], [[], 1]);
  });

  it('is none where the backup may not be had, which is shown as failed, tried again, and fails who asked for it', async () => {
    laptop = await createLaptop(MASKED, {organisation: BUCKET});
    const log = {source: 'countable.yml', lines: ['mask:', '    "public.people.name": name']};
    const remedy = 'Ask for a key.';
    laptop.masked.refusal = new UserError('S3_REFUSED', 'shop-backups refuses.', {remedy, evidence: {log}});
    const {urls, done, notes} = await laptop.up();
    assert.equal(urls.length, 1);
    assert.deepEqual(notes, [
      'No test data: shop-backups refuses. Ask for a key.',
      'Once that is so, countable up loads it.',
    ]);
    assert.deepEqual(
      done.filter(one => one.startsWith('Load')),
      [],
    );
    assert.ok(laptop.voice.lines().includes('    "public.people.name": name'));
    assert.ok(existsSync(due()));
    assert.match((await laptop.up()).notes.join(), /No test data: shop-backups refuses/);
    await failsWith(laptop.up({withData: true}), 'S3_REFUSED');

    laptop.masked.refusal = undefined;
    assert.deepEqual((await laptop.up()).notes, ['What was there before is kept: shop_before of db']);
    assert.ok(!existsSync(due()));
    await laptop.up();
    assert.equal(laptop.masked.of.length, 1);
  });

  it('says what of production was not brought, and why', async () => {
    laptop = await createLaptop(MASKED, {organisation: BUCKET});
    laptop.masked.leftOut = [{what: 'DATABASE_URL', why: 'it is no service'}];
    const {notes, done} = await laptop.up();
    assert.ok(done.some(one => one.startsWith('Load test data')));
    assert.deepEqual(notes, ['Not brought of production: DATABASE_URL (it is no service)']);
  });

  it('is none where nothing masks it, or nothing tells where backups are', async () => {
    laptop = await createLaptop(SHOP, {organisation: BUCKET});
    assert.match((await laptop.up()).notes.join(), /nothing says how its backups are masked/);
    await laptop.remove();
    laptop = await createLaptop(MASKED);
    assert.match((await laptop.up()).notes.join(), /nothing tells here which bucket/);
    assert.deepEqual(laptop.masked.of, []);
  });
});
