import assert from 'node:assert/strict';
import {maintenanceText} from '../../../ts-helpers/src/maintenance/shown.ts';
import type {Host} from '../../fakes/deploying.ts';
import {nginxProgram} from '../../fakes/engine/nginx.ts';
import {nameImage} from '../../fakes/engine/state.ts';
import {committing} from '../support/commits.ts';
import {interruptedAt} from '../support/interrupted.ts';
import {maintaining, type Maintaining} from '../support/maintaining.ts';
import {createOwnSite, type OwnSite, RUNNING, STOPPED} from '../support/ownSite.ts';

const PORTS = [
  {port: 8080, protocol: 'tcp', address: '0.0.0.0'},
  {port: 8443, protocol: 'tcp', address: '127.0.0.1'},
];

describe('maintenance in the place of a site without a proxy', () => {
  let site: OwnSite;
  let host: Host;
  let its: Maintaining;
  beforeEach(async () => {
    site = await createOwnSite();
    ({host, its} = site);
  });
  afterEach(() => host.remove());

  const ON = {retryAfter: 900};
  const of = (service: string) => site.of(service);
  const states = () => site.states();

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
});
