import assert from 'node:assert/strict';
import {createHost, type Host, SITE} from '../../../fakes/deploying.ts';

describe('a deploy without a service that another one needs, in process', () => {
  let host: Host;
  afterEach(() => host.remove());

  it('fails where that one was healthy, and did not change, and starts the other again', async () => {
    const worker = 'worker: {image: "worker:1"}';
    host = await createHost({
      ...SITE,
      'countable.yml': 'health: {settle: 60, minutes: 5}',
      'dc.stage.yml': `services: {${worker}, cache: {image: "cache:1"}}`,
    });
    const {engine, voice} = host;
    for (const image of ['worker:1', 'cache:1']) engine.registry.add(image);
    // The first deploy has come up by then.
    engine.programs['worker'] = {health: {healthyAfterMs: 0, unhealthyAfterMs: 80_000}};
    await host.deploy();
    assert.ok(engine.clock.elapsed() < 80_000);
    await host.write({'dc.stage.yml': `services: {${worker}}`});
    await assert.rejects(host.deploy(), {
      code: 'SERVICE_UNHEALTHY',
      message: 'worker did not become healthy within 5 minutes.',
      where: 'service worker',
    });
    assert.ok(voice.lines().includes('Started again, as before: cache'));
    assert.deepEqual(
      engine.containers.filter(({state}) => state !== 'running'),
      [],
    );
    assert.equal(engine.containers.length, 4);
  });

  it('fails where that one did not change and ends, and starts the other again', async () => {
    const worker = 'worker: {image: "worker:1"}';
    host = await createHost({
      ...SITE,
      'countable.yml': 'health: {settle: 60, minutes: 5}',
      'dc.stage.yml': `services: {${worker}, queue: {image: "queue:1"}}`,
    });
    const {engine, voice} = host;
    for (const image of ['worker:1', 'queue:1']) engine.registry.add(image);
    engine.programs['worker'] = {exits: 1, afterMs: 150_000};
    await host.deploy();
    assert.ok(engine.clock.elapsed() < 150_000);
    await host.write({'dc.stage.yml': `services: {${worker}}`});
    await assert.rejects(host.deploy(), {code: 'SERVICE_EXITED', where: 'service worker'});
    assert.ok(voice.lines().includes('Started again, as before: queue'));
  });
});
