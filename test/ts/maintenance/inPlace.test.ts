import assert from 'node:assert/strict';
import {maintenanceText} from '../../../ts-helpers/src/maintenance/shown.ts';
import {createHost, type Host} from '../../fakes/deploying.ts';
import {nginxProgram} from '../../fakes/engine/nginx.ts';
import {endIn, startIn} from '../../fakes/engine/running.ts';
import {nameImage} from '../../fakes/engine/state.ts';
import {committing} from '../support/commits.ts';
import {interruptedAt} from '../support/interrupted.ts';
import {maintaining, type Maintaining} from '../support/maintaining.ts';

const SITE = {
  'docker-compose.yml': `
services:
  web:
    image: python:3
    restart: always
    ports: ["8080:80", "127.0.0.1:8443:443", "53:53/udp"]
  worker:
    image: python:3
  db:
    image: postgres:15
    ports: ["127.0.0.1:5432:5432"]
`,
  'dc.stage.yml': 'services: {}',
};
const PORTS = [
  {port: 8080, protocol: 'tcp', address: '0.0.0.0'},
  {port: 8443, protocol: 'tcp', address: '127.0.0.1'},
];

describe('maintenance in the place of a site without a proxy', () => {
  let host: Host;
  let its: Maintaining;
  beforeEach(async () => {
    host = await createHost(SITE);
    its = maintaining(host);
    host.engine.registry.add('python:3');
    nameImage(host.engine, 'nginx:1.31', {id: 'sha256:nginx', labels: {}});
    await committing(host)();
    await host.deploy();
  });
  afterEach(() => host.remove());

  const ON = {retryAfter: 900};
  const of = (service: string) =>
    host.engine.containers.find(({labels}) => labels['com.docker.compose.service'] === service);
  const states = () => ['web', 'worker', 'db'].map(service => of(service)?.state);
  const RUNNING = ['running', 'running', 'running'];
  const STOPPED = ['exited', 'running', 'running'];

  it('stops what people reach, and answers at its ports; databases and workers run on', async () => {
    const {maintenance} = await its.on();
    const [page, ...others] = its.pages();
    assert.deepEqual([states(), others, page?.state], [STOPPED, [], 'running']);
    assert.deepEqual(
      page?.ports.map(({port, protocol, address}) => ({port, protocol, address})),
      PORTS,
    );
    assert.deepEqual([maintenance.isOn, maintenance.way, maintenance.inPlaceOf], [true, 'in place', ['web']]);
    assert.match(
      maintenanceText({maintenance, done: []}),
      /maintenance is on since 20.*, by ada on this machine, in the place of web; /,
    );
  });

  it('starts the same containers again, and waits until they are healthy', async () => {
    const before = of('web')?.id;
    await its.on();
    const {maintenance} = await its.off();
    assert.deepEqual([states(), its.pages(), maintenance.isOn], [RUNNING, [], false]);
    assert.equal(of('web')?.id, before);
    assert.deepEqual((await its.off()).done, []);
  });

  it('says so where they are not healthy in the end, and hides them no more', async () => {
    const web = of('web');
    if (web) Object.assign(web, {program: {health: {}}});
    await its.on();
    await assert.rejects(its.off(), {code: 'SERVICE_UNHEALTHY', message: /Maintenance is off, and web/});
    assert.deepEqual([states(), its.pages()], [RUNNING, []]);
  });

  it('changes the page, and keeps since when and by whom it is on', async () => {
    const {maintenance: first} = await its.on();
    await host.write({'maintenance.html': '<!doctype html><p>Soon'});
    host.engine.clock.wait(5_000);
    const {maintenance} = await its.on();
    const [page, ...others] = its.pages();
    assert.deepEqual([page?.variables['PAGE'], others], ['<!doctype html><p>Soon', []]);
    assert.deepEqual([maintenance.since, states()], [first.since, STOPPED]);
    await its.off();
    assert.deepEqual(states(), RUNNING);
  });

  it('starts them again at once where the page does not come up', async () => {
    host.engine.programs[''] = {exits: 1, prints: ['nginx: [emerg] bind() failed']};
    await assert.rejects(its.on(), {code: 'MAINTENANCE_UNSERVED', message: /bind\(\) failed/});
    assert.deepEqual([states(), its.pages()], [RUNNING, []]);
  });

  it('starts them again where it is stopped in between', async () => {
    const stopped = maintaining(host, interruptedAt(host, 'startAgain'));
    await assert.rejects(stopped.on(), {code: 'INTERRUPTED'});
    assert.deepEqual([states(), its.pages()], [RUNNING, []]);
  });

  it('lets the page of before answer where the new one does not come up', async () => {
    await its.on();
    const [before] = its.pages();
    host.engine.programs[''] = {exits: 1};
    await assert.rejects(its.on(), {code: 'MAINTENANCE_UNSERVED'});
    assert.deepEqual([states(), its.pages(), before?.state], [STOPPED, [before], 'running']);
  });

  it('lets the page answer where they cannot be started again', async () => {
    await its.on();
    const [page] = its.pages();
    const [stop, {docker}] = [host.needs.docker.stop, host.needs];
    // Somebody is quicker.
    docker.stop = async id => {
      await stop(id);
      if (id === page?.id) host.engine.takenPorts.add(8080);
      else host.engine.takenPorts.clear();
    };
    await assert.rejects(its.off(), {code: 'MAINTENANCE_ON', message: /web cannot be started again/});
    assert.deepEqual(its.pages(), [page]);
    docker.stop = stop;
    assert.equal(page?.state, 'running');
    await its.off();
    assert.deepEqual([states(), its.pages()], [RUNNING, []]);
  });

  it('refuses deploys and returns before anything, with what ends it', async () => {
    host.engine.clock.advance(60_000);
    await committing(host)({'dc.stage.yml': 'services: {worker: {environment: {NEW: "1"}}}'});
    await host.deploy();
    await its.on();
    for (const attempt of [() => host.deploy(), () => host.plan(), () => host.rollback()])
      await assert.rejects(attempt, (error: Error & {code?: string; remedy?: string}) => {
        assert.deepEqual(
          [error.code, error.remedy],
          ['MAINTENANCE_ON', 'End it first: countable maintenance off stage'],
          error.stack,
        );
        return true;
      });
    assert.deepEqual(states(), STOPPED);
    await its.off();
    await host.deploy();
  });

  it('takes an official nginx that is here, or the one that is named, and else says how to get one', async () => {
    const used = () => its.pages()[0]?.imageId;
    await its.on();
    assert.equal(used(), 'sha256:nginx');
    nameImage(host.engine, 'registry.example.org/web:2', {id: 'sha256:web', labels: {}});
    await its.on({...ON, image: 'registry.example.org/web:2'});
    assert.equal(used(), 'sha256:web');
    await its.off();
    await assert.rejects(its.on({...ON, image: 'nginx:none'}), {
      code: 'MAINTENANCE_UNSERVED',
      remedy: 'Fetch it: docker pull nginx:none',
    });
    host.engine.images.delete('nginx:1.31');
    await assert.rejects(its.on(), {
      code: 'MAINTENANCE_UNSERVED',
      remedy: /docker pull nginx:stable.*--image/,
    });
    assert.deepEqual(states(), RUNNING);
  });

  it('is said by the plan, with what is not answered', async () => {
    const {steps} = await its.plan(ON);
    assert.deepEqual(
      steps.map(({id, risks}) => [id, risks]),
      [
        ['make', 'nothing'],
        ['replace', 'traffic'],
      ],
    );
    assert.match(
      steps[1]?.does ?? '',
      /^Stop web, and let the page answer at ports 8080, 8443; for a moment nobody/,
    );
    assert.deepEqual([states(), its.pages()], [RUNNING, []]);
  });

  it('is the way where no proxy can lead to the page', async () => {
    const web = of('web');
    const program = nginxProgram('server { set $w app; location / { proxy_pass http://$w:8000; } }');
    if (web) Object.assign(web, {program, processes: program.runs});
    const {steps} = await its.plan(ON);
    assert.match(steps[1]?.does ?? '', /no proxy can lead to it: web looks app up anew by a resolver/);
    await its.on();
    assert.deepEqual(states(), STOPPED);
  });

  it('is refused where nothing is there that people reach', async () => {
    const {containers} = host.engine;
    containers.splice(
      containers.findIndex(one => one === of('web')),
      1,
    );
    await assert.rejects(its.on(), {code: 'MAINTENANCE_UNSERVED', message: /nothing of it is here/});
  });

  describe('whose page is gone', () => {
    const lose = () => {
      const {containers} = host.engine;
      containers.splice(
        containers.findIndex(one => its.pages().includes(one)),
        1,
      );
    };
    beforeEach(async () => {
      await its.on();
      lose();
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
