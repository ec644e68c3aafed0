import assert from 'node:assert/strict';
import {existsSync, readFileSync, rmSync, statSync} from 'node:fs';
import path from 'node:path';
import {UserError} from '../../../ts-helpers/src/errors/userError.ts';
import {failsWith} from '../support/failsWith.ts';
import {createLaptop, type Laptop, SHOP} from '../support/laptop.ts';

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
    await begin({'.env.example': 'SECRET_KEY=<generate:50>\n'});
    const {composeProject, folder, urls, others, done, notes} = await laptop.up();
    assert.deepEqual([composeProject, folder], ['shop', laptop.workspace]);
    assert.deepEqual(urls, ['http://localhost:8080/']);
    assert.deepEqual(others, ['db at localhost:5432']);
    assert.deepEqual(done, [
      'Copy dc.dev.yml to docker-compose.override.yml',
      'Make .env of .env.example; generate SECRET_KEY',
      'Build web, and start db, web',
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
    await begin({'.env.example': 'SECRET_KEY=<generate:50>\n'});
    await laptop.up();
    assert.ok(laptop.voice.hidden.includes(read('.env').trim().slice('SECRET_KEY='.length)));
  });

  it('plans the same, writes nothing, and starts nothing', async () => {
    await begin({'.env.example': 'SECRET_KEY=<generate:50>\n', 'ops/seed.sql': 'select 1;'});
    const plan = await laptop.plan();
    assert.deepEqual(ids(plan), ['override', 'environment', 'start', 'stand', 'data', 'answer']);
    assert.deepEqual(laptop.engine.containers, []);
    for (const name of ['.env', 'docker-compose.override.yml'])
      assert.ok(!existsSync(path.join(laptop.workspace, name)));
  });

  it('plans as far as Compose can tell where services read the .env that is to be made', async () => {
    await begin({
      '.env.example': 'A=1\n',
      'dc.dev.yml': 'services: {web: {env_file: .env}}',
    });
    const {steps, notes} = await laptop.plan();
    assert.deepEqual(ids({steps}), ['override', 'environment']);
    assert.match(notes.join(), /What comes next Compose can say once \.env is there/);
    await laptop.up();
    assert.deepEqual(ids(await laptop.plan()), ['start', 'answer']);
  });

  it('does no more a second time than to bring up what changed', async () => {
    await begin();
    await laptop.up();
    const [first] = laptop.engine.containers;
    assert.deepEqual(ids(await laptop.plan()), ['start', 'answer']);
    const {notes, done} = await laptop.up();
    assert.deepEqual([notes, done], [[], ['Build web, and start db, web', 'Wait until web answers']]);
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
    const error = await failsWith(laptop.up(), 'SERVICE_EXITED');
    assert.equal(error.where, 'service web');
    assert.deepEqual(error.evidence.log?.lines, ['no module named shop']);
  });

  it('tells of what cannot be built as of that', async () => {
    await begin();
    rmSync(path.join(laptop.workspace, 'Dockerfile'));
    const error = await failsWith(laptop.up(), 'BUILD_FAILED');
    assert.match(error.message, /failed to read dockerfile/);
  });

  it('tells of a site that answers with an error', async () => {
    await begin();
    laptop.engine.programs['web'] = {answers: 500};
    await failsWith(laptop.up(), 'NO_ANSWER');
  });

  it('is refused where the folder or its compose project was deployed', async () => {
    await begin();
    await laptop.put({'deploys/.countable/shop/record.json': '{}'});
    await failsWith(laptop.up(), 'DEPLOYED_HERE');
    rmSync(path.join(laptop.root, 'deploys'), {recursive: true});
    await laptop.up();
    laptop.needs.deployRoot = laptop.root;
    rmSync(path.join(laptop.workspace, 'docker-compose.override.yml'));
    await failsWith(laptop.up(), 'DEPLOYED_HERE');
    assert.ok(!existsSync(path.join(laptop.workspace, 'docker-compose.override.yml')));
    await failsWith(laptop.down(true, 'shop'), 'DEPLOYED_HERE');
    assert.equal(laptop.engine.containers.length, 2);
  });

  it('is refused where another folder runs the same compose project', async () => {
    await begin();
    const compose = {name: 'shop', directory: path.join(laptop.root, 'other'), files: [] as string[]};
    await laptop.put({'other/compose.yml': 'services: {web: {image: "postgres:15"}}'});
    compose.files.push(path.join(laptop.root, 'other/compose.yml'));
    await laptop.needs.compose.up(compose, {onLine: () => undefined});
    const error = await failsWith(laptop.up(), 'OTHER_CHECKOUT');
    assert.ok(error.remedy.includes(path.join(laptop.root, 'other')));
    await failsWith(laptop.up({isReset: true, yes: 'shop'}), 'OTHER_CHECKOUT');
  });
});

describe('an engine that is not there', () => {
  it('is told of in place of what followed from it', async () => {
    const laptop = await createLaptop();
    const error = new UserError('DOCKER_DOWN', 'Cannot connect to the Docker daemon.');
    laptop.engine.failing.set('docker ps', error);
    laptop.engine.failing.set('compose config', error);
    await failsWith(laptop.up(), 'DOCKER_DOWN');
    await laptop.remove();
  });
});
