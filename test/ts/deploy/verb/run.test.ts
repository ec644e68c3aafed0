import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {createHost, type Host, SITE} from '../../../fakes/deploying.ts';

describe('a deploy, in process', () => {
  let host: Host;
  const given = async (files: Readonly<Record<string, string>> = SITE): Promise<Host> =>
    (host = await createHost(files));
  afterEach(() => host.remove());

  const running = () =>
    host.engine.containers
      .filter(({state}) => state === 'running')
      .map(({name}) => name)
      .sort();

  it('brings a version up, and counts once every address answers', async () => {
    const {engine, folder} = await given();
    const outcome = await host.deploy();
    assert.deepEqual(outcome, {
      outcome: 'passed',
      composeProject: 'shop-stage',
      urls: ['http://127.0.0.1:8080/'],
      changes: ['web: created', 'db: created'],
    });
    assert.deepEqual(running(), ['shop-stage-db-1', 'shop-stage-web-1']);
    assert.equal(await readFile(path.join(folder, 'index.html'), 'utf8'), '<h1>Shop</h1>');
    const web = engine.containers.find(({name}) => name === 'shop-stage-web-1');
    assert.equal(web?.variables['STAGE'], '1');
    assert.equal(web.labels['ca.countable.project'], 'shop');
  });

  it('plans without doing anything', async () => {
    const {engine} = await given();
    const {steps, composeProject, previous} = await host.plan();
    assert.deepEqual([composeProject, previous], ['shop-stage', null]);
    assert.deepEqual(
      steps.map(({id}) => id),
      ['build', 'fill', 'start', 'watch', 'clean'],
    );
    assert.deepEqual([engine.containers, [...engine.images]], [[], []]);
  });

  it('plans no risk for what it has deployed already', async () => {
    const site = {...SITE, 'dc.stage.yml': 'services: {web: {volumes: ["./index.html:/srv/index.html:ro"]}}'};
    const {folder} = await given(site);
    await host.deploy();
    const filling = async () => (await host.plan()).steps.find(({id}) => id === 'fill');
    assert.deepEqual(
      [(await filling())?.does, (await filling())?.risks],
      [`Leave the files in ${folder} as they are: they are those of unknown`, 'nothing'],
    );
    await host.write({'index.html': '<h1>Sale</h1>'});
    assert.deepEqual(
      [(await filling())?.does, (await filling())?.risks],
      [`Bring the files of unknown to ${folder}`, 'traffic'],
    );
  });

  it('leaves running what did not change', async () => {
    const {engine} = await given();
    await host.deploy();
    const before = new Map(engine.containers.map(({name, id}) => [name, id]));
    await host.write({'index.html': '<h1>Sale</h1>'});
    await host.deploy();
    const after = new Map(engine.containers.map(({name, id}) => [name, id]));
    assert.equal(after.get('shop-stage-db-1'), before.get('shop-stage-db-1'));
    assert.notEqual(after.get('shop-stage-web-1'), before.get('shop-stage-web-1'));
  });

  it('removes services that are in no file any more, and remembers what was live', async () => {
    const {engine} = await given({
      ...SITE,
      'dc.stage.yml': 'services: {worker: {build: .}}',
    });
    await host.deploy();
    assert.ok(running().includes('shop-stage-worker-1'));
    await host.write({'dc.stage.yml': 'services: {}'});
    const {steps, previous} = await host.plan();
    assert.notEqual(previous, null);
    assert.deepEqual(
      steps.map(({id}) => id),
      ['build', 'fill', 'start', 'setAside', 'watch', 'tidy', 'clean'],
    );
    await host.deploy();
    assert.deepEqual(engine.containers.map(({name}) => name).sort(), ['shop-stage-db-1', 'shop-stage-web-1']);
  });

  it('starts again what made way, where what is new cannot be started', async () => {
    const {engine, voice} = await given();
    await host.deploy();
    const site = {
      'docker-compose.yml': SITE['docker-compose.yml'].replaceAll('  web:', '  site:'),
      'dc.stage.yml': 'services: {}',
    };
    await host.write(site);
    engine.programs['site'] = {startError: 'exec: "no-such-program": executable file not found in $PATH'};
    await assert.rejects(host.deploy(), {code: 'START_FAILED'});
    assert.ok(voice.lines().includes('Started again, as before: web'));
    assert.ok(running().includes('shop-stage-web-1'));
  });

  it('lets a port go over from one service to another', async () => {
    await given();
    await host.deploy();
    await host.write({
      'docker-compose.yml': SITE['docker-compose.yml'].replaceAll('  web:', '  site:'),
      'dc.stage.yml': 'services: {}',
    });
    assert.equal((await host.deploy()).outcome, 'passed');
    assert.deepEqual(running(), ['shop-stage-db-1', 'shop-stage-site-1']);
    const does = host.voice.said.filter(({as}) => as === 'step').map(({text}) => text);
    assert.ok(
      does.some(text => /^Stop web, whose port 8080 site is to get; start/.test(text)),
      does.join('\n'),
    );
  });

  it('puts the secret file beside the compose file, and hides what is in it', async () => {
    const {folder, voice} = await given({
      ...SITE,
      'dc.stage.yml': 'services: {web: {environment: {PASSWORD: "$PASSWORD"}}}',
    });
    await host.put({'secrets/stage.env': 'PASSWORD=s3cret-of-stage\n'});
    const secretFile = path.join(host.root, 'secrets/stage.env');
    await host.deploy({secretFile});
    assert.equal(await readFile(path.join(folder, '.env'), 'utf8'), 'PASSWORD=s3cret-of-stage\n');
    assert.ok(voice.hidden.includes('s3cret-of-stage'));
    const {variables} = host.engine.containers.find(({name}) => name === 'shop-stage-web-1') ?? {};
    assert.deepEqual(variables, {PASSWORD: 's3cret-of-stage'});
    // The next deploy is not given it, and keeps it.
    await host.deploy();
    assert.equal(await readFile(path.join(folder, '.env'), 'utf8'), 'PASSWORD=s3cret-of-stage\n');
  });

  it('puts a secret that the files name where it belongs', async () => {
    const files = {
      ...SITE,
      'dc.stage.yml': 'services: {web: {secrets: [token]}}\nsecrets: {token: {file: ./secrets/token.txt}}',
    };
    await given(files);
    await assert.rejects(host.deploy(), {code: 'FILE_MISSING'});
    await host.put({'elsewhere/token': 'very-secret-token'});
    const {code, remedy} = await host.deploy().then(
      () => assert.fail('it was not given'),
      (error: {code: string; remedy: string}) => error,
    );
    assert.equal(code, 'FILE_MISSING');
    const variable = /COUNTABLE_\w+/.exec(remedy)?.[0] ?? '';
    await host.deploy({secretFiles: {[variable]: path.join(host.root, 'elsewhere/token')}});
    assert.equal(await readFile(path.join(host.folder, 'secrets/token.txt'), 'utf8'), 'very-secret-token');
  });

  it('waits for its turn, and looks anew afterwards', async () => {
    const {locks, engine, voice} = await given();
    const lock = path.join(host.root, 'deploys/.countable/shop-stage/lock');
    locks.held.set(lock, {who: 'Jenkins shop/develop #12', since: '2026-11-23T11:59:00.000Z'});
    const wait = engine.clock.wait.bind(engine.clock);
    let waited = 0;
    engine.clock.wait = ms => {
      if (++waited === 3) locks.held.delete(lock);
      return wait(ms);
    };
    assert.equal((await host.deploy()).outcome, 'passed');
    assert.ok(voice.lines().some(line => line.includes('Jenkins shop/develop #12')));
    assert.deepEqual([...locks.held], []);
  });

  it('does not wait for ever', async () => {
    const {locks} = await given({...SITE, 'countable.yml': 'timeouts: {lock: 1}'});
    const lock = path.join(host.root, 'deploys/.countable/shop-stage/lock');
    locks.held.set(lock, {who: 'Jenkins shop/develop #12', since: '2026-11-23T11:59:00.000Z'});
    await assert.rejects(host.deploy(), {
      code: 'LOCK_HELD',
      exitCode: 7,
      message: /^Another deploy is under way: Jenkins shop\/develop #12, which has been deploying for .+\.$/,
    });
    assert.deepEqual(host.engine.containers, []);
    locks.held.delete(lock);
    assert.equal((await host.deploy()).outcome, 'passed');
  });

  it('puts a compose file at the top for people, where that of the project lies deeper', async () => {
    const {folder} = await given({
      'docker/compose.yml': SITE['docker-compose.yml'].replace('build: .', 'build: ..'),
      'docker/dc.stage.yml': 'services: {}',
      'countable.yml': 'compose: {file: docker/compose.yml}',
      Dockerfile: 'FROM busybox',
    });
    assert.equal((await host.deploy()).outcome, 'passed');
    assert.match(await readFile(path.join(folder, 'compose.yaml'), 'utf8'), /docker\/compose\.yml/);
  });

  it('warns where production uses a secret that everybody can read', async () => {
    await given({
      ...SITE,
      'dc.prod.yml': 'services:\n  web:\n    environment:\n      PASSWORD: "${PASSWORD:-changeme-please}"\n',
    });
    await host.deploy({environment: 'prod'});
    assert.ok(
      host.voice
        .lines()
        .some(line => line.includes('Production uses for PASSWORD what stands in the compose file')),
    );
  });
});
