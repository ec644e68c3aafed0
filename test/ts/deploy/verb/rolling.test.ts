import assert from 'node:assert/strict';
import path from 'node:path';
import type {Host} from '../../../fakes/deploying.ts';
import {createRollingHost, type RollingHost} from '../../support/rollingHost.ts';

describe('a deploy that rolls, in process', () => {
  let rolling: RollingHost;
  let host: Host;
  let loaded: string[];
  let commit: RollingHost['commit'];
  afterEach(() => host.remove());

  const given = async (
    files: Readonly<Record<string, string>> = {},
    environment = 'stage',
  ): Promise<void> => {
    rolling = await createRollingHost(files, environment);
    ({host, loaded, commit} = rolling);
  };
  const of = (service: string) => rolling.of(service);
  const ids = (service: string) => rolling.ids(service);
  const failing = () => rolling.failing();
  const change = (text = '<h1>Sale</h1>') => commit({'index.html': text});

  it('plans what comes before, what is rolled, and what is left for the end, and why', async () => {
    await given();
    const {steps} = await host.plan();
    assert.deepEqual(
      steps.map(({id}) => id),
      ['build', 'fill', 'start', 'roll web', 'rest', 'watch', 'clean'],
    );
    const [, , start, roll, rest] = steps;
    assert.equal(start?.does, 'Start migrate; db goes on, before the roll');
    assert.match(roll?.does ?? '', /^Roll web if it gets another image: 1 new container beside the old, /);
    assert.match(roll?.notes?.join() ?? '', /keepalive_min_timeout/);
    assert.equal(rest?.does, 'Restart beat if it gets another image; proxy goes on');
    assert.match(
      rest?.notes?.join() ?? '',
      /^beat is not rolled: it has no health check\. To have it rolled, give it one/,
    );
  });

  it('brings new containers up beside the old, turns the proxy to them alone, and ends the old', async () => {
    await given();
    const [web, proxy] = [ids('web'), ids('proxy')];
    await change();
    await host.deploy();
    assert.equal(of('web').length, 1);
    assert.notDeepEqual(ids('web'), web);
    assert.deepEqual(ids('proxy'), proxy);
    const [hosts = '', ...more] = loaded;
    assert.match(hosts, new RegExp(`^${of('web')[0]?.address} web #`, 'm'));
    assert.deepEqual(more, []);
    assert.doesNotMatch(of('proxy')[0]?.hosts ?? '', /web/);
    assert.equal(host.engine.deaths.filter(({container}) => web.includes(container)).length, 1);
  });

  it('runs what does its work once before, and once', async () => {
    await given();
    await change();
    await host.deploy();
    const [migrate] = of('migrate');
    assert.deepEqual(
      migrate?.log.map(({text}) => text),
      ['migrated'],
    );
    assert.ok((of('web')[0]?.startedAt ?? 0) >= (migrate?.endedAt ?? 1));
    assert.ok((of('beat')[0]?.startedAt ?? 0) > (of('web')[0]?.startedAt ?? 1));
  });

  it('keeps the number of containers', async () => {
    await given({'dc.stage.yml': 'services: {web: {deploy: {replicas: 2}}}'});
    assert.equal(of('web').length, 2);
    await change();
    await host.deploy();
    assert.equal(of('web').length, 2);
    for (const {address} of of('web')) assert.ok(loaded[0]?.includes(`${address} web #`));
  });

  it('leaves alone what did not change', async () => {
    await given();
    const web = ids('web');
    await host.deploy();
    assert.deepEqual(ids('web'), web);
    assert.deepEqual(loaded, []);
    assert.ok(host.voice.lines().includes('web goes on: nothing to roll'));
  });

  it('leaves the old serving where the new do not come up, and tells by the new why', async () => {
    await given();
    const web = ids('web');
    await change('broken');
    host.engine.programs['web'] = {exits: 1, afterMs: 500, prints: ['no such table']};
    const {code, where, evidence, leaves} = await failing();
    assert.deepEqual([code, where], ['SERVICE_EXITED', 'service web']);
    assert.ok(evidence?.log?.lines.includes('no such table'));
    assert.match(leaves.undone ?? '', /is back in staging/);
    assert.deepEqual(ids('web'), web);
    assert.equal(of('web')[0]?.state, 'running');
    assert.deepEqual(loaded, []);
  });

  it('leads the proxy back to the old in production, at once, where the new end once they have the traffic', async () => {
    await given({}, 'prod');
    const web = ids('web');
    await change('dies late');
    host.engine.programs['web'] = {
      health: {healthyAfterMs: 3_000},
      exits: 3,
      afterMs: 15_000,
      prints: ['no queue'],
    };
    const {code, message, leaves} = await failing();
    assert.equal(code, 'SERVICE_EXITED');
    assert.equal(message, 'The service web was healthy, and ended with exit code 3 once it had the traffic.');
    assert.match(leaves.undone ?? '', /is back in production, and answers\./);
    assert.deepEqual(ids('web'), web);
    assert.equal(of('web')[0]?.state, 'running');
    assert.equal(loaded.length, 2, 'there and back');
    assert.match(
      host.voice.lines().join('\n'),
      /^The deploy failed: SERVICE_EXITED: .*Bringing \w{12} back to production: live since /m,
    );
  });

  it('keeps the old in production until the new have settled, and says so in the plan', async () => {
    await given({}, 'prod');
    const [web = ''] = ids('web');
    await change();
    const roll = (await host.plan({environment: 'prod'})).steps.find(({id}) => id === 'roll web');
    assert.match(
      roll?.does ?? '',
      /which end once the new have settled with the traffic and nothing is asked/,
    );
    assert.match(roll?.notes?.join() ?? '', /What fails later is brought back by a roll of the old release/);
    await host.deploy({environment: 'prod'});
    const endedAt = host.engine.deaths.find(({container}) => container === web)?.at;
    assert.ok(Number(endedAt) - Number(of('web')[0]?.startedAt) >= 30_000);
  });

  it('fails by the words of the proxy where it does not load its configuration', async () => {
    await given();
    const web = ids('web');
    await change();
    let asked = 0;
    // When it is looked at first, the files are those of before.
    rolling.refuse(() =>
      asked++ === 0 ? undefined : 'nginx: [emerg] unknown directive "prox_pass" in /etc/nginx/nginx.conf:3',
    );
    const {code, message} = await failing();
    assert.equal(code, 'PROXY_REFUSES');
    assert.match(message, /unknown directive/);
    assert.deepEqual(ids('web'), web);
    assert.doesNotMatch(of('proxy')[0]?.hosts ?? '', /web/);
  });

  it('is undone where a step after it fails: the release before is rolled back', async () => {
    await given();
    await change();
    const known = new Set([...host.engine.images.values()].map(({id}) => id));
    host.engine.programOf = (service, {id}) =>
      service === 'beat' && !known.has(id) ? {exits: 1, prints: ['no broker']} : undefined;
    const {code, leaves} = await failing();
    assert.equal(code, 'SERVICE_EXITED');
    assert.match(leaves.undone ?? '', /is back in staging/);
    assert.deepEqual(
      of('web').map(({imageId}) => known.has(imageId)),
      [true],
    );
    assert.equal(loaded.length, 2, 'there and back');
  });

  it('takes away what a deploy that was killed has left', async () => {
    await given();
    const {compose, files} = host.needs;
    const directory = host.folder;
    const names = ['docker-compose.yml', 'docker-compose.override.yml'];
    const all = names.map(name => path.join(directory, name));
    const added = path.join(host.root, 'added.yml');
    await files.writeText(added, 'services: {web: {labels: {a: b}}}');
    const project = {name: 'shop-stage', directory, files: [...all, added]};
    await compose.add(project, {service: 'web', until: 2, onLine: () => undefined});
    const left = ids('web');
    assert.equal(left.length, 2);
    const [proxy] = of('proxy');
    assert.ok(proxy);
    proxy.hosts += '10.9.9.9 web # countable: while a service is rolled\n';
    await change();
    assert.match((await host.plan()).steps.find(({id}) => id === 'unpin')?.does ?? '', /has told proxy$/);
    await host.deploy();
    assert.equal(of('web').length, 1);
    assert.ok(!left.includes(ids('web')[0] ?? ''));
    assert.doesNotMatch(of('proxy')[0]?.hosts ?? '', /web/);
    assert.doesNotMatch(loaded[0] ?? '', /10\.9\.9\.9/);
  });
});
