import assert from 'node:assert/strict';
import {createDeployFolder} from '../../../ts-helpers/src/deploy/folder.ts';
import {
  maintain,
  type MaintenanceRequest,
  planOnly,
  status,
} from '../../../ts-helpers/src/maintenance/maintenance.ts';
import {nginxProgram} from '../../fakes/engine/nginx.ts';
import {createRollingHost, type RollingHost} from '../support/rollingHost.ts';

describe('maintenance through nginx', () => {
  let rolling: RollingHost;
  beforeEach(async () => {
    rolling = await createRollingHost();
  });
  afterEach(() => rolling.host.remove());

  const request = async (on?: MaintenanceRequest['on']): Promise<MaintenanceRequest> => ({
    project: await rolling.host.project(),
    environment: 'stage',
    who: 'ada on this machine',
    ...(on && {on}),
  });
  const ON = {page: undefined, retryAfter: 900};
  const needs = () => ({
    ...rolling.host.needs,
    locks: rolling.host.locks,
    hostLocks: rolling.host.hostLocks,
    folderOf: (name: string) => createDeployFolder(`${rolling.host.root}/deploys`, name),
  });
  const turnOn = async (on: MaintenanceRequest['on'] = ON) => maintain(await request(on), needs());
  const turnOff = async () => maintain(await request(), needs());
  const pages = () =>
    rolling.host.engine.containers.filter(({labels}) => labels['ca.countable.maintenance'] === 'shop-stage');
  const hosts = () => rolling.of('proxy')[0]?.hosts ?? '';
  const held = () =>
    hosts()
      .split('\n')
      .filter(line => line.includes('while maintenance is on'));

  it('leads the names of the proxy to a container with the page', async () => {
    const {maintenance} = await turnOn();
    const [page] = pages();
    assert.deepEqual(held(), [`${page?.address} web # countable: while maintenance is on`]);
    assert.equal(rolling.loaded.at(-1), hosts());
    assert.match(String(page?.variables['CONFIGURATION']), /listen 8000;[^]*Retry-After 900 always/);
    assert.deepEqual(
      [maintenance.isOn, maintenance.by, maintenance.through],
      [true, 'ada on this machine', ['proxy']],
    );
  });

  it('gives the site back, and leaves nothing', async () => {
    await turnOn();
    const {maintenance} = await turnOff();
    assert.deepEqual([held(), pages(), maintenance.isOn], [[], [], false]);
    assert.equal(rolling.loaded.at(-1), hosts());
    assert.deepEqual((await turnOff()).done, []);
  });

  it('changes the page when it is on, and keeps since when it is', async () => {
    const {maintenance: first} = await turnOn();
    await rolling.host.write({'maintenance.html': '<!doctype html><p>Soon'});
    rolling.host.engine.clock.wait(5_000);
    const {maintenance} = await turnOn();
    assert.equal(maintenance.since, first.since);
    assert.deepEqual(
      pages().map(({variables}) => variables['PAGE']),
      ['<!doctype html><p>Soon'],
    );
    assert.equal(held().length, 1);
  });

  it('leaves nothing where the proxy refuses', async () => {
    rolling.refuse(() => '[emerg] broken');
    await assert.rejects(turnOn(), {code: 'MAINTENANCE_UNSERVED'});
    assert.deepEqual([held(), pages()], [[], []]);
  });

  it('takes back what it did where the proxy refuses in the middle', async () => {
    let asked = 0;
    rolling.refuse(() => ((asked += 1) > 2 ? '[emerg] broken' : undefined));
    await assert.rejects(turnOn(), {code: 'PROXY_REFUSES'});
    assert.deepEqual([held(), pages()], [[], []]);
  });

  it('mends what a killed one has left', async () => {
    await turnOn();
    const [proxy] = rolling.of('proxy');
    if (proxy) proxy.hosts = '127.0.0.1 localhost\n';
    assert.equal((await status(await request(), needs())).maintenance.isOn, false);
    await turnOn();
    assert.deepEqual([held().length, pages().length], [1, 1]);
  });

  it('is not led past by a deploy that rolls', async () => {
    await turnOn();
    const before = rolling.loaded.length;
    await rolling.commit({'index.html': '<h1>New</h1>'});
    await rolling.host.deploy();
    const [page] = pages();
    for (const known of rolling.loaded.slice(before))
      assert.deepEqual(
        known.split('\n').filter(line => / web /.test(line)),
        [`${page?.address} web # countable: while maintenance is on`],
      );
    assert.equal(held().length, 1);
  });

  it('is led to by a proxy that a deploy has made anew, and asks no address', async () => {
    await turnOn();
    const [before] = rolling.ids('proxy');
    await rolling.commit({'dc.stage.yml': 'services: {proxy: {environment: {NEW: "1"}}}'});
    const {steps} = await rolling.host.plan();
    assert.ok(steps.some(({id, does}) => id === 'hold' && does.includes('by ada on this machine')));
    assert.ok(steps.every(({does}) => !does.includes('answers')));
    const {warnings = []} = await rolling.host.deploy();
    assert.ok(warnings.some(({code}) => code === 'MAINTENANCE_ON'));
    assert.notEqual(rolling.ids('proxy')[0], before);
    assert.equal(held().length, 1);
    assert.equal(rolling.loaded.at(-1), hosts());
  });

  it('does nothing while a deploy is under way', async () => {
    const folder = createDeployFolder(`${rolling.host.root}/deploys`, 'shop-stage');
    await rolling.host.locks.tryToTake(`${folder.state}/lock`, {who: 'eve', since: '2026-01-01T00:00:00Z'});
    await assert.rejects(turnOn(), {code: 'LOCK_HELD'});
    assert.deepEqual(pages(), []);
  });

  it('plans, and touches nothing', async () => {
    const {steps} = await planOnly(await request(ON), needs());
    assert.deepEqual(
      steps.map(({id}) => id),
      ['serve', 'turn'],
    );
    assert.deepEqual(pages(), []);
  });

  it('refuses a page that is none', async () => {
    await rolling.host.write({'notes.html': 'just text'});
    for (const page of ['notes.html', 'missing.html', '../outside.html'])
      await assert.rejects(turnOn({...ON, page}), {code: 'BAD_ARGUMENT'});
    assert.deepEqual(pages(), []);
  });

  it('refuses where nginx looks names up anew', async () => {
    const [proxy] = rolling.of('proxy');
    const program = nginxProgram('server { set $w web; location / { proxy_pass http://$w:8000; } }');
    if (proxy) Object.assign(proxy, {program});
    await assert.rejects(turnOn(), {code: 'MAINTENANCE_UNSERVED'});
    assert.deepEqual(pages(), []);
  });
});
