import assert from 'node:assert/strict';
import {existsSync, readFileSync, rmSync, statSync} from 'node:fs';
import path from 'node:path';
import {UserError} from '../../../ts-helpers/src/errors/userError.ts';
import {failureOf as whatFails} from '../support/failureOf.ts';
import {createLaptop, type Laptop, SHOP} from '../support/laptop.ts';

const failureOf = async (work: Promise<unknown>, code: string): Promise<UserError> => {
  const error = await whatFails(work);
  assert.equal(error.code, code, error.stack);
  return error;
};

describe('countable up', () => {
  let laptop: Laptop;
  afterEach(() => laptop.remove());

  const begin = async (files: Readonly<Record<string, string>> = {}, isAttended = false) => {
    laptop = await createLaptop({...SHOP, ...files}, {isAttended});
  };
  const read = (name: string) => readFileSync(path.join(laptop.workspace, name), 'utf8');
  const ids = ({steps}: {steps: readonly {id: string}[]}) => steps.map(({id}) => id);
  const states = () => laptop.engine.containers.map(({name, state}) => [name, state]).sort();

  it('makes the files, builds, starts, waits for the answer, and says where it is', async () => {
    await begin({'.env.example': 'SECRET_KEY=generate:50\n'});
    const {composeProject, folder, urls, others, done, notes} = await laptop.up();
    assert.deepEqual([composeProject, folder], ['shop', laptop.workspace]);
    assert.deepEqual(urls, ['http://localhost:8080/']);
    assert.deepEqual(others, ['db at localhost:5432']);
    assert.deepEqual(done, [
      'Copy dc.dev.yml to docker-compose.override.yml',
      'Make .env of .env.example; generate SECRET_KEY',
      'Build web',
      'Start db, web',
      'Wait until web answers',
    ]);
    assert.match(notes.join(), /^No test data: the project has neither a command for it/);
    assert.equal(read('docker-compose.override.yml'), SHOP['dc.dev.yml']);
    assert.match(read('.env'), /^SECRET_KEY=[A-Za-z0-9]{50}\n$/);
    assert.equal(statSync(path.join(laptop.workspace, '.env')).mode & 0o777, 0o600);
    assert.deepEqual(states(), [
      ['shop-db-1', 'running'],
      ['shop-web-1', 'running'],
    ]);
  });

  it('hides what it has generated', async () => {
    await begin({'.env.example': 'SECRET_KEY=generate:50\n'});
    await laptop.up();
    assert.ok(laptop.voice.hidden.includes(read('.env').trim().slice('SECRET_KEY='.length)));
  });

  it('plans the same, writes nothing, and starts nothing', async () => {
    await begin({'.env.example': 'SECRET_KEY=generate:50\n', 'ops/seed.sql': 'select 1;'});
    const plan = await laptop.plan();
    assert.deepEqual(ids(plan), ['override', 'environment', 'build', 'start', 'stand', 'data', 'answer']);
    assert.deepEqual(laptop.engine.containers, []);
    for (const name of ['.env', 'docker-compose.override.yml'])
      assert.ok(!existsSync(path.join(laptop.workspace, name)));
  });

  it('does no more a second time than to bring up what changed', async () => {
    await begin();
    await laptop.up();
    const [first] = laptop.engine.containers;
    assert.deepEqual(ids(await laptop.plan()), ['build', 'start', 'answer']);
    const {notes, done} = await laptop.up();
    assert.deepEqual([notes, done], [[], ['Build web', 'Start db, web', 'Wait until web answers']]);
    assert.equal(laptop.engine.containers[0]?.id, first?.id);
  });

  it('says what git would commit', async () => {
    await begin({'.gitignore': '.env\n', '.env.example': 'A=1\n'});
    const {notes} = await laptop.plan();
    assert.ok(
      notes.includes(
        'git does not ignore docker-compose.override.yml, which is yours alone: echo docker-compose.override.yml >> .gitignore',
      ),
    );
    assert.ok(!notes.join().includes('ignore .env'));
  });

  it('names variables without a value', async () => {
    await begin({'dc.dev.yml': 'services: {web: {environment: {KEY: "$KEY"}}}'});
    assert.match(
      (await laptop.up()).notes.join(),
      /nothing stands in their place: KEY\. Put them into \.env/,
    );
  });

  it('waits for what starts slowly, and for no port of a debugger', async () => {
    await begin({'dc.dev.yml': 'services: {web: {ports: ["9229:9229"]}}'});
    laptop.engine.programs['web'] = {
      listens: [{port: 80, isLoopback: false}],
      health: {healthyAfterMs: 40_000},
    };
    const {urls, others} = await laptop.up();
    assert.deepEqual([urls, others], [['http://localhost:8080/'], ['web at localhost:9229']]);
    assert.ok(laptop.engine.clock.elapsed() >= 40_000);
  });

  it('does not wait for what answers at once', async () => {
    await begin();
    await laptop.up();
    assert.ok(laptop.engine.clock.elapsed() < 1_000);
  });

  it('tells of a service that ends, with what it printed', async () => {
    await begin();
    laptop.engine.programs['web'] = {exits: 3, prints: ['no module named shop']};
    const error = await failureOf(laptop.up(), 'SERVICE_EXITED');
    assert.equal(error.where, 'service web');
    assert.deepEqual(error.evidence.log?.lines, ['no module named shop']);
  });

  it('tells of a site that answers with an error', async () => {
    await begin();
    laptop.engine.programs['web'] = {answers: 500};
    await failureOf(laptop.up(), 'NO_ANSWER');
  });

  it('is refused where the folder or its compose project was deployed', async () => {
    await begin();
    await laptop.put({'deploys/.countable/shop/record.json': '{}'});
    await failureOf(laptop.up(), 'DEPLOYED_HERE');
    rmSync(path.join(laptop.root, 'deploys'), {recursive: true});
    await laptop.up();
    laptop.needs.deployRoot = laptop.root;
    await failureOf(laptop.up(), 'DEPLOYED_HERE');
    await failureOf(laptop.down(true, 'shop'), 'DEPLOYED_HERE');
    assert.equal(laptop.engine.containers.length, 2);
  });

  it('is refused where another folder runs the same compose project', async () => {
    await begin();
    const compose = {name: 'shop', directory: path.join(laptop.root, 'other'), files: [] as string[]};
    await laptop.put({'other/compose.yml': 'services: {web: {image: "postgres:15"}}'});
    compose.files.push(path.join(laptop.root, 'other/compose.yml'));
    await laptop.needs.compose.up(compose, {onLine: () => undefined});
    const error = await failureOf(laptop.up(), 'OTHER_CHECKOUT');
    assert.ok(error.remedy.includes(path.join(laptop.root, 'other')));
    await failureOf(laptop.up({isReset: true, yes: 'shop'}), 'OTHER_CHECKOUT');
  });
});

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
    await failureOf(laptop.up(), 'NO_ANSWER');
    assert.equal(laptop.loaded.length, 1);
  });

  it('is still to be loaded where an earlier run did not come so far', async () => {
    laptop = await createLaptop(SEED);
    laptop.engine.programs['web'] = {exits: 1};
    await failureOf(laptop.up(), 'SERVICE_EXITED');
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
    const error = await failureOf(laptop.up(), 'TEST_DATA_FAILED');
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
});

describe('a port that is taken', () => {
  let laptop: Laptop;
  afterEach(() => laptop.remove());
  const read = (name: string) => readFileSync(path.join(laptop.workspace, name), 'utf8');

  it('is refused with who has it, and the way to the next free one', async () => {
    laptop = await createLaptop();
    for (const port of [5432, 8080, 8081]) laptop.engine.takenPorts.add(port);
    laptop.holders.set(8080, 'python3 (process 7)');
    const error = await failureOf(laptop.up(), 'PORT_TAKEN');
    assert.match(error.message, /The port 8080 that web is to publish is in use by python3 \(process 7\)\./);
    assert.match(
      error.message,
      /The port 5432 that db is to publish is in use by another program of this machine\./,
    );
    assert.equal(
      error.remedy,
      'Stop what holds it, or take the next free one: countable up --port 8080=8082,5432=5433 (sets WEB_PORT=8082 in .env; writes 5433 into docker-compose.override.yml)',
    );
    assert.deepEqual(laptop.engine.containers, []);
    await failureOf(laptop.plan(), 'PORT_TAKEN');
  });

  it('is another one by the flag: in .env where the files have a variable for it, else in the override', async () => {
    laptop = await createLaptop();
    for (const port of [5432, 8080]) laptop.engine.takenPorts.add(port);
    const ports = new Map([
      [8080, 8082],
      [5432, 5433],
    ]);
    const {urls, others} = await laptop.up({ports});
    assert.deepEqual([urls, others], [['http://localhost:8082/'], ['db at localhost:5433']]);
    assert.equal(read('.env'), 'WEB_PORT=8082\n');
    assert.match(read('docker-compose.override.yml'), /ports: !override \[ "127\.0\.0\.1:5433:5432" \]/);
    // And stays so.
    assert.deepEqual((await laptop.up()).urls, urls);
  });

  it('is planned at another one, and nothing is written', async () => {
    laptop = await createLaptop();
    laptop.engine.takenPorts.add(8080);
    const {steps} = await laptop.plan({ports: new Map([[8080, 8082]])});
    assert.ok(steps.some(({does}) => does === 'In .env set WEB_PORT=8082'));
    assert.ok(!existsSync(path.join(laptop.workspace, '.env')));
  });

  it('is asked about at a terminal', async () => {
    laptop = await createLaptop(SHOP, {isAttended: true});
    laptop.engine.takenPorts.add(8080);
    laptop.answers.push('n');
    await failureOf(laptop.up(), 'PORT_TAKEN');
    assert.deepEqual(laptop.questions, [
      'The port 8080 that web is to publish is in use by another program of this machine. Take 8081 instead (sets WEB_PORT=8081 in .env)? [Y/n] ',
    ]);
    laptop.answers.push('');
    assert.deepEqual((await laptop.up()).urls, ['http://localhost:8081/']);
  });

  it('is not what the project itself publishes', async () => {
    laptop = await createLaptop();
    await laptop.up();
    for (const port of [5432, 8080]) laptop.engine.takenPorts.add(port);
    assert.deepEqual(
      (await laptop.plan()).steps.map(({id}) => id),
      ['build', 'start', 'answer'],
    );
  });

  it('is not changed in an override that is not one’s own', async () => {
    laptop = await createLaptop({
      ...SHOP,
      '.gitignore': '',
      'docker-compose.override.yml': SHOP['dc.dev.yml'],
    });
    await failureOf(laptop.up({ports: new Map([[5432, 5433]])}), 'PORT_TAKEN');
    assert.equal(read('docker-compose.override.yml'), SHOP['dc.dev.yml']);
  });

  it('has to be one that is published', async () => {
    laptop = await createLaptop();
    await failureOf(laptop.up({ports: new Map([[1, 2]])}), 'BAD_ARGUMENT');
  });
});

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

  it('remove data only for who names the project', async () => {
    laptop = await createLaptop();
    await laptop.up();
    const error = await failureOf(laptop.down(true), 'RESET_UNCONFIRMED');
    assert.match(error.message, /It would: Remove all of shop with its data: shop_data\.$/);
    assert.equal(error.remedy, 'Look at it first (--plan), then: --yes shop');
    await failureOf(laptop.down(true, 'shop-2'), 'RESET_UNCONFIRMED');
    assert.deepEqual(volumes(), ['shop_data']);
    await laptop.down(true, 'shop');
    assert.deepEqual(volumes(), []);
  });

  it('ask who sits at a terminal', async () => {
    laptop = await createLaptop(SHOP, {isAttended: true});
    await laptop.up();
    await failureOf(laptop.down(true), 'RESET_UNCONFIRMED');
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
    await failureOf(laptop.up(wanted), 'RESET_UNCONFIRMED');
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

describe('an engine that is not there', () => {
  it('is told of in place of what followed from it', async () => {
    const laptop = await createLaptop();
    const error = new UserError('DOCKER_DOWN', 'Cannot connect to the Docker daemon.');
    laptop.engine.failing.set('docker ps', error);
    laptop.engine.failing.set('compose config', error);
    await failureOf(laptop.up(), 'DOCKER_DOWN');
    await laptop.remove();
  });
});
