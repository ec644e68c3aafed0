import assert from 'node:assert/strict';
import {mkdir, rm, writeFile} from 'node:fs/promises';
import {maintenanceText} from '../../../ts-helpers/src/maintenance/shown.ts';
import {endIn, startIn} from '../../fakes/engine/running.ts';
import {interruptedAt} from '../support/interrupted.ts';
import {maintaining, type Maintaining} from '../support/maintaining.ts';
import {createRollingHost, type RollingHost} from '../support/rollingHost.ts';

describe('maintenance through nginx', () => {
  let rolling: RollingHost;
  let its: Maintaining;
  beforeEach(async () => {
    rolling = await createRollingHost();
    its = maintaining(rolling.host);
  });
  afterEach(() => rolling.host.remove());

  const ON = {retryAfter: 900};
  const hosts = () => rolling.of('proxy')[0]?.hosts ?? '';
  /** As Docker writes /etc/hosts where it starts a container. */
  const restartProxy = () => {
    const [proxy] = rolling.of('proxy');
    if (proxy) proxy.hosts = '127.0.0.1\tlocalhost\n';
  };

  it('leads the names of the proxy to a container with the page', async () => {
    const {maintenance} = await its.on();
    const [page] = its.pages();
    assert.deepEqual(its.held(), [`${page?.address} web # countable: while maintenance is on`]);
    assert.equal(rolling.loaded.at(-1), hosts());
    assert.match(String(page?.variables['CONFIGURATION']), /listen 8000;[^]*Retry-After 900 always/);
    const {isOn, by, retryAfter, way, through} = maintenance;
    assert.deepEqual(
      {isOn, by, retryAfter, way, through},
      {
        isOn: true,
        by: 'ada on this machine',
        retryAfter: 900,
        way: 'proxy',
        through: [{service: 'proxy', leadsTo: 'page'}],
      },
    );
  });

  it('gives the site back, and leaves nothing', async () => {
    await its.on();
    const {maintenance} = await its.off();
    assert.deepEqual([its.held(), its.pages(), maintenance.isOn], [[], [], false]);
    assert.equal(rolling.loaded.at(-1), hosts());
    assert.deepEqual((await its.off()).done, []);
  });

  it('keeps when people are to come back, where `on` once more does not say', async () => {
    await its.on({retryAfter: 77});
    restartProxy();
    const {maintenance} = await its.on({});
    assert.equal(maintenance.retryAfter, 77);
    await its.off();
    assert.equal((await its.on({})).maintenance.retryAfter, 600);
  });

  it('changes the page when it is on, and keeps since when it is', async () => {
    const {maintenance: first} = await its.on();
    await rolling.host.write({'maintenance.html': '<!doctype html><p>Soon'});
    rolling.host.engine.clock.wait(5_000);
    const {maintenance} = await its.on();
    assert.equal(maintenance.since, first.since);
    assert.deepEqual(
      its.pages().map(({variables}) => variables['PAGE']),
      ['<!doctype html><p>Soon'],
    );
    assert.equal(its.held().length, 1);
  });

  it('leaves nothing where the proxy refuses', async () => {
    await its.on();
    await its.off();
    let asked = 0;
    rolling.refuse(() => ((asked += 1) > 1 ? '[emerg] broken' : undefined));
    await assert.rejects(its.on(), {code: 'PROXY_REFUSES'});
    assert.deepEqual([its.held(), its.pages()], [[], []]);
  });

  it('leaves nothing where it is stopped while a proxy is turned', async () => {
    for (const [call, after] of [
      ['makeBeside', 0],
      ['startAgain', 0],
      ['writeHosts', 0],
      ['exec', 1],
      ['exec', 2],
    ] as const) {
      const stopped = maintaining(rolling.host, interruptedAt(rolling.host, call, after));
      await assert.rejects(stopped.on(), {code: 'INTERRUPTED'});
      assert.deepEqual([its.held(), its.pages()], [[], []], call);
    }
  });

  it('says where a proxy leads to the site since it was started anew, and leads it back', async () => {
    await its.on();
    restartProxy();
    const maintenance = await its.status();
    assert.deepEqual([maintenance.isOn, maintenance.through], [true, [{service: 'proxy', leadsTo: 'site'}]]);
    assert.match(
      maintenanceText({maintenance, done: []}),
      /maintenance is on since 20.*, by ada.*, but proxy was started anew since and leads to the site: run `countable maintenance on stage` again/,
    );
    await its.on();
    assert.deepEqual([its.held().length, its.pages().length], [1, 1]);
  });

  it('is not on where the page has ended, and says what it said last', async () => {
    await its.on();
    const [page] = its.pages();
    assert.ok(page);
    page.log.push({at: new Date(), text: 'nginx: [emerg] bind() failed'});
    endIn(rolling.host.engine, page, {exitCode: 1});
    const maintenance = await its.status();
    assert.equal(maintenance.isOn, false);
    const said = maintenanceText({maintenance, done: []});
    assert.match(
      said,
      /not on: the container with its page, .*by ada.*, does not run \(exited\)\n {2}nginx: \[emerg\]/,
    );
    await its.off();
    assert.deepEqual([its.held(), its.pages(), (await its.status()).ended], [[], [], null]);
  });

  it('leads to where the page is, after it was given another address', async () => {
    await its.on();
    const [page] = its.pages();
    assert.ok(page);
    endIn(rolling.host.engine, page, {exitCode: 0});
    Object.assign(page, {address: '10.9.9.9'});
    startIn(rolling.host.engine, page);
    const maintenance = await its.status();
    assert.deepEqual(maintenance.through, [{service: 'proxy', leadsTo: 'nothing'}]);
    assert.match(
      maintenanceText({maintenance, done: []}),
      /but proxy leads to where the page was before: run/,
    );
    await its.on();
    assert.deepEqual(its.held(), [`${its.pages()[0]?.address} web # countable: while maintenance is on`]);
  });

  it('takes the page of the checkout, and else of the deploy folder', async () => {
    const {host} = rolling;
    const deployed = `${host.root}/deploys/shop-stage`;
    await mkdir(deployed, {recursive: true});
    await writeFile(`${deployed}/maintenance.html`, '<!doctype html><p>Deployed');
    const served = () => its.pages().map(({variables}) => variables['PAGE']);
    await its.on();
    assert.deepEqual(served(), ['<!doctype html><p>Deployed']);
    await host.write({'maintenance.html': '<!doctype html><p>Checked out'});
    await its.on();
    assert.deepEqual(served(), ['<!doctype html><p>Checked out']);
    await writeFile(`${deployed}/soon.html`, '<html><p>Soon');
    await its.on({...ON, page: 'soon.html'});
    assert.deepEqual(served(), ['<html><p>Soon']);
    await rm(`${deployed}/soon.html`);
    await assert.rejects(its.on({...ON, page: 'soon.html'}), {code: 'BAD_ARGUMENT'});
  });

  it('does nothing while a deploy is under way', async () => {
    const {locks, root} = rolling.host;
    const lock = `${root}/deploys/.countable/shop-stage/lock`;
    await locks.tryToTake(lock, {who: 'eve', since: '2026-01-01T00:00:00Z'});
    await assert.rejects(its.on(), {code: 'LOCK_HELD'});
    assert.deepEqual(its.pages(), []);
  });

  it('plans, and touches nothing', async () => {
    const {steps} = await its.plan(ON);
    assert.deepEqual(
      steps.map(({id}) => id),
      ['serve', 'turn'],
    );
    assert.deepEqual(its.pages(), []);
  });

  it('serves what a browser shows, a part of a page too', async () => {
    await rolling.host.write({'maintenance.html': '<p>Bientôt de retour'});
    await its.on();
    assert.equal(its.pages()[0]?.variables['PAGE'], '<p>Bientôt de retour');
  });

  it('refuses a page that is none', async () => {
    const {host} = rolling;
    await host.write({
      'large.html': `<html>${'x'.repeat(70_000)}`,
      'empty.html': ' \n',
      'zero.html': '<p>\0</p>',
      'latin.html': '',
    });
    await writeFile(
      `${(await host.project()).workspace}/latin.html`,
      Buffer.from('<p>Bientôt</p>', 'latin1'),
    );
    for (const [page, message] of Object.entries({
      'large.html': /larger than 64 KiB/,
      'empty.html': /is empty/,
      'zero.html': /no text in UTF-8/,
      'latin.html': /no text in UTF-8/,
      'missing.html': /no file of the project/,
      '../outside.html': /no file of the project/,
    }))
      await assert.rejects(its.on({...ON, page}), {code: 'BAD_ARGUMENT', message});
    assert.deepEqual(its.pages(), []);
  });
});
