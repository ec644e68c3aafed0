import assert from 'node:assert/strict';
import {CommandFailed} from '../../../../ts-helpers/src/errors/userError.ts';
import {createHost, type Host, SITE} from '../../../fakes/deploying.ts';
import {nginxProgram} from '../../../fakes/engine/nginx.ts';
import {failureOf} from '../../support/failureOf.ts';

describe('what is in no compose file any more, in process', () => {
  let host: Host;
  const given = async (files: Readonly<Record<string, string>>): Promise<Host> =>
    (host = await createHost(files));
  afterEach(() => host.remove());

  const running = () => host.engine.containers.filter(({state}) => state === 'running').map(({name}) => name);

  it('leaves what is in no file any more running until the new are up, so that nothing is away where they never are', async () => {
    const {engine} = await given({...SITE, 'dc.stage.yml': 'services: {old: {build: .}}'});
    await host.deploy();
    await host.write({'dc.stage.yml': 'services: {new: {build: .}}'});
    engine.programs['new'] = {exits: 1, afterMs: 15_000};
    const {steps} = await host.plan();
    const aside = steps.find(({id}) => id === 'setAside');
    assert.equal(
      aside?.does,
      'Stop old, no longer in the compose files, once all are healthy and http://127.0.0.1:8080/ answers, to see whether all goes well without',
    );
    assert.equal(aside.limit, 5 + 5 + 30);
    const old = engine.containers.find(({name}) => name === 'shop-stage-old-1');
    const error = await failureOf(host.deploy());
    assert.deepEqual(
      [error.code, error.where, error.evidence.removed],
      ['SERVICE_EXITED', 'service new', undefined],
    );
    assert.equal(old?.state, 'running');
    assert.deepEqual(
      engine.moments.filter(one => one.container === old.id).map(({what}) => what),
      ['started'],
    );
  });

  it('starts again what it had stopped where the new does not do without', async () => {
    const {engine, voice} = await given({...SITE, 'dc.stage.yml': 'services: {worker: {build: .}}'});
    await host.deploy();
    await host.write({'dc.stage.yml': 'services: {web: {restart: "no"}}', 'index.html': 'broken'});
    engine.programs['web'] = {exits: 1, afterMs: 30_000, prints: ['no such table']};
    await assert.rejects(host.deploy(), {code: 'SERVICE_EXITED', where: 'service web'});
    assert.ok(running().includes('shop-stage-worker-1'));
    assert.ok(voice.lines().includes('Started again, as before: worker'));
  });

  it('is looked up again by a proxy once it is started again, for its address is another', async () => {
    const proxy = 'proxy: {image: "nginx:1.31"}';
    const {engine} = await given({...SITE, 'dc.stage.yml': `services: {${proxy}, api: {build: .}}`});
    engine.registry.add('nginx:1.31');
    let reloads = 0;
    engine.programs['proxy'] = nginxProgram('server { location / { proxy_pass http://api:8000; } }', {
      reloads: () => void (reloads += 1),
    });
    await host.deploy();
    await host.write({
      'dc.stage.yml': `services: {${proxy}, web: {restart: "no"}}`,
      'index.html': 'broken',
    });
    engine.programs['web'] = {exits: 1, afterMs: 30_000};
    await assert.rejects(host.deploy(), {code: 'SERVICE_EXITED', where: 'service web'});
    assert.ok(running().includes('shop-stage-api-1'));
    assert.equal(reloads, 1);
  });

  it('is told where it cannot be started again', async () => {
    const {engine, voice} = await given({...SITE, 'dc.stage.yml': 'services: {worker: {build: .}}'});
    await host.deploy();
    await host.write({'dc.stage.yml': 'services: {web: {restart: "no"}}', 'index.html': 'broken'});
    engine.programs['web'] = {exits: 1, afterMs: 30_000};
    engine.failing.set(
      'docker start',
      new CommandFailed({program: 'docker', args: ['start'], exitCode: 1, tail: ['no space left on device']}),
    );
    assert.equal((await failureOf(host.deploy())).code, 'SERVICE_EXITED');
    assert.ok(voice.lines().some(line => line.endsWith('By hand: docker start shop-stage-worker-1')));
  });
});
