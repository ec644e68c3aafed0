import assert from 'node:assert/strict';
import {maintenanceText} from '../../../ts-helpers/src/maintenance/shown.ts';
import type {Host} from '../../fakes/deploying.ts';
import {endIn, startIn} from '../../fakes/engine/running.ts';
import type {Maintaining} from '../support/maintaining.ts';
import {createOwnSite, type OwnSite, RUNNING, STOPPED} from '../support/ownSite.ts';

describe('a page in the place of a site', () => {
  let site: OwnSite;
  let host: Host;
  let its: Maintaining;
  beforeEach(async () => {
    site = await createOwnSite();
    ({host, its} = site);
  });
  afterEach(() => host.remove());

  const of = (service: string) => site.of(service);
  const states = () => site.states();

  describe('that was removed', () => {
    beforeEach(async () => {
      await its.on();
      site.losePage();
    });

    it('is told by status, with what gives the site back', async () => {
      const maintenance = await its.status();
      assert.deepEqual([maintenance.isOn, maintenance.down, maintenance.ended], [false, ['web'], null]);
      assert.match(
        maintenanceText({maintenance, done: []}),
        /off, and there is no page\n {2}web, which people reach, does not run: nobody answers\nTo give the site back: countable maintenance off stage\. To show a page: countable maintenance on stage/,
      );
    });

    it('gets its site back, seen healthy', async () => {
      const {steps} = await its.plan();
      assert.deepEqual(
        steps.map(({id, undo}) => [id, undo]),
        [
          ['giveBack', []],
          ['see', []],
        ],
      );
      const {maintenance} = await its.off();
      assert.deepEqual([states(), maintenance.down], [RUNNING, []]);
      assert.deepEqual((await its.off()).done, []);
    });

    it('gets a page in its place again, and its site back from that', async () => {
      const {maintenance} = await its.on();
      assert.deepEqual([maintenance.isOn, maintenance.inPlaceOf, states()], [true, ['web'], STOPPED]);
      await its.off();
      assert.deepEqual([states(), its.pages()], [RUNNING, []]);
    });

    it('is as it was where no page comes up', async () => {
      host.engine.programs[''] = {exits: 1};
      await assert.rejects(its.on(), {code: 'MAINTENANCE_UNSERVED'});
      assert.deepEqual([states(), its.pages()], [STOPPED, []]);
    });

    it('says so where its site cannot be started', async () => {
      host.engine.takenPorts.add(8080);
      await assert.rejects(its.off(), {code: 'START_FAILED', message: /^web cannot be started again/});
    });

    it('does not take for the site what does its work once, nor what never ran', async () => {
      const [web, worker] = [of('web'), of('worker')];
      assert.ok(web && worker);
      Object.assign(worker.labels, {
        'com.docker.compose.depends_on': 'db:service_healthy:false,web:service_completed_successfully:false',
      });
      assert.deepEqual((await its.status()).down, []);
      Object.assign(worker.labels, {'com.docker.compose.depends_on': 'web:service_started:false'});
      assert.deepEqual((await its.status()).down, ['web']);
      web.state = 'created';
      assert.deepEqual((await its.status()).down, []);
    });

    it('is not taken for down where something else of it runs that people reach', async () => {
      const web = of('web');
      assert.ok(web);
      host.engine.containers.unshift({...web, id: 'admin', name: 'admin', state: 'running'});
      assert.deepEqual([(await its.status()).down, (await its.off()).done], [[], []]);
    });
  });

  it('tells where its page was stopped, and comes right by off, or on', async () => {
    for (const again of [() => its.off(), () => its.on()]) {
      await its.on();
      for (const page of its.pages()) endIn(host.engine, page, {exitCode: 137});
      const maintenance = await its.status();
      assert.deepEqual([maintenance.isOn, maintenance.down], [false, ['web']]);
      assert.match(
        maintenanceText({maintenance, done: []}),
        /does not run \(exited\)\n {2}web, which people reach, does not run: nobody answers\n.* To give the site back: countable maintenance off stage/,
      );
      await again();
    }
    assert.deepEqual([states(), (await its.status()).isOn], [STOPPED, true]);
  });

  it('comes right where containers of another release have taken the place of those that were stopped', async () => {
    await its.on();
    const web = of('web');
    assert.ok(web);
    host.engine.containers.splice(host.engine.containers.indexOf(web), 1, {...web, id: 'anew'});
    assert.match((await its.plan()).steps[0]?.does ?? '', /^Stop the page, and start web again/);
    const {maintenance} = await its.off();
    assert.deepEqual([states(), its.pages(), maintenance.isOn], [RUNNING, [], false]);
    await its.on();
    host.engine.containers.splice(
      host.engine.containers.findIndex(one => one === of('web')),
      1,
    );
    assert.match((await its.plan()).steps[0]?.does ?? '', /is gone, and only a deploy brings it back/);
    await its.off();
    assert.deepEqual(its.pages(), []);
  });

  describe('after the engine was started again', () => {
    const policy = () => of('web')?.restartPolicy;
    /** As Docker does: what was running, and what is to be always. The first has the port. */
    const restarted = (first: 'page' | 'web') => {
      const [page, web] = [its.pages()[0], of('web')];
      assert.ok(page && web);
      endIn(host.engine, page, {exitCode: 137});
      if (first === 'web') startIn(host.engine, web);
      else startIn(host.engine, page);
      if (first === 'web') page.startError = 'Bind for 0.0.0.0:8080 failed: port is already allocated';
    };

    it('has its page, for what is stopped is not started with it, and is started as before once it is off', async () => {
      await its.on();
      assert.equal(policy(), 'unless-stopped');
      await its.on();
      restarted('page');
      assert.equal((await its.status()).isOn, true);
      await its.off();
      assert.deepEqual([states(), policy()], [RUNNING, 'always']);
    });

    it('comes right also where the site was quicker', async () => {
      for (const again of [() => its.on(), () => its.off()]) {
        await its.on();
        restarted('web');
        const maintenance = await its.status();
        assert.deepEqual([maintenance.isOn, maintenance.down], [false, []]);
        assert.match(
          maintenanceText({maintenance, done: []}),
          /does not run \(exited\)\n {2}Bind for .*8080/,
        );
        await again();
      }
      assert.deepEqual([states(), its.pages(), policy()], [RUNNING, [], 'always']);
    });

    it('keeps how often what ends is to be started', async () => {
      const web = of('web');
      assert.ok(web);
      web.restartPolicy = 'on-failure:3';
      await its.on();
      assert.equal(policy(), 'unless-stopped');
      await its.off();
      assert.equal(policy(), 'on-failure:3');
      web.restartPolicy = 'no';
      await its.on();
      assert.equal(policy(), 'no');
    });
  });
});
