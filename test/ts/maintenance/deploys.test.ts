import assert from 'node:assert/strict';
import {CommandFailed} from '../../../ts-helpers/src/errors/userError.ts';
import {nginxProgram} from '../../fakes/engine/nginx.ts';
import type {Program} from '../../fakes/engine/program.ts';
import {maintaining, type Maintaining} from '../support/maintaining.ts';
import {createRollingHost, type RollingHost} from '../support/rollingHost.ts';

const NEW = 'services: {proxy: {environment: {NEW: "1"}}}';

describe('a deploy while maintenance is on', () => {
  let rolling: RollingHost;
  let its: Maintaining;
  beforeEach(async () => {
    rolling = await createRollingHost();
    its = maintaining(rolling.host);
    await its.on();
  });
  afterEach(() => rolling.host.remove());

  const line = (name = 'web') => `${its.pages()[0]?.address} ${name} # countable: while maintenance is on`;
  const passing = (configuration: string) => {
    rolling.host.engine.programs['proxy'] = nginxProgram(configuration, {
      reloads: () => void rolling.loaded.push(rolling.of('proxy')[0]?.hosts ?? ''),
    });
  };

  /** What the next container of a service does, and no other. */
  const onceIn = (wanted: string, program: Program) => {
    let asked = 0;
    rolling.host.engine.programOf = service =>
      service === wanted && (asked += 1) === 1 ? program : undefined;
  };

  it('leads nobody past the page as it rolls', async () => {
    const before = rolling.loaded.length;
    await rolling.commit({'index.html': '<h1>New</h1>'});
    await rolling.host.deploy();
    for (const known of rolling.loaded.slice(before))
      assert.deepEqual(
        known.split('\n').filter(one => / web /.test(one)),
        [line()],
      );
    assert.deepEqual(its.held(), [line()]);
  });

  it('leads a proxy to it that it has made anew, asks no address, and says so', async () => {
    const [before] = rolling.ids('proxy');
    await rolling.commit({'dc.stage.yml': NEW});
    const {steps} = await rolling.host.plan();
    const says = steps.find(({id}) => id === 'hold')?.does ?? '';
    assert.match(says, /maintenance is on since 20.*, by ada on this machine; no address is asked/);
    assert.ok(steps.every(({does}) => !does.includes('answers')));
    const notes = steps.flatMap(one => one.notes ?? []);
    assert.ok(
      notes.some(note =>
        note.startsWith('proxy: comes up last, and is led to the page of maintenance at once'),
      ),
    );
    const {warnings = []} = await rolling.host.deploy();
    const warning = warnings.find(({code}) => code === 'MAINTENANCE_ON');
    assert.match(warning?.message ?? '', /^Maintenance is on since 20.*, by ada on this machine/);
    assert.notEqual(rolling.ids('proxy')[0], before);
    assert.deepEqual(its.held(), [line()]);
    assert.equal(rolling.loaded.at(-1), rolling.of('proxy')[0]?.hosts);
    assert.equal((await its.status()).isOn, true);
  });

  it('brings a proxy up last, and nothing between that and the page', async () => {
    const {compose} = rolling.host.needs;
    const {up} = compose;
    const asked: (readonly string[])[] = [];
    compose.up = (project, order) => {
      asked.push(order.services ?? []);
      return up(project, order);
    };
    await rolling.commit({
      'dc.stage.yml': `${NEW.slice(0, -1)}, beat: {environment: {NEW: "1"}}, web: {container_name: web}}`,
    });
    await rolling.host.deploy();
    assert.deepEqual(asked.at(-1), ['proxy']);
    assert.ok(asked.at(-2)?.includes('beat'));
    assert.deepEqual(its.held(), [line()]);
  });

  it('leads a proxy back that was started anew before', async () => {
    const [proxy] = rolling.of('proxy');
    if (proxy) proxy.hosts = '127.0.0.1\tlocalhost\n';
    await rolling.commit({'index.html': '<h1>New</h1>'});
    await rolling.host.deploy();
    assert.deepEqual(its.held(), [line()]);
  });

  it('leads names there that are new, at ports that are new, with the same page', async () => {
    const [before] = its.pages();
    passing('server { location / { proxy_pass http://shop:9000; } }');
    await rolling.commit({'dc.stage.yml': NEW});
    await rolling.host.deploy();
    const [page, ...others] = its.pages();
    assert.deepEqual([its.held(), others], [[line('shop')], []]);
    assert.match(String(page?.variables['CONFIGURATION']), /listen 8000;[^]*listen 9000;/);
    const {[`ca.countable.maintenance.ports`]: _, ...labels} = page?.labels ?? {};
    const {[`ca.countable.maintenance.ports`]: __, ...known} = before?.labels ?? {};
    assert.deepEqual([labels, page?.variables['PAGE']], [known, before?.variables['PAGE']]);
  });

  it('leads a proxy there that has another name now, and a second one', async () => {
    const program = rolling.host.engine.programs['proxy'];
    if (program) Object.assign(rolling.host.engine.programs, {edge: program, inner: program});
    const own = 'image: nginx:1.31, depends_on: [web]';
    await rolling.commit({
      'dc.stage.yml': `services: {proxy: {profiles: [never]}, edge: {${own}, ports: ["8081:80"]}, inner: {${own}}}`,
    });
    await rolling.host.deploy();
    assert.deepEqual([its.held('edge'), its.held('inner')], [[line()], [line()]]);
  });

  it('fails where its proxy could not lead there, and what was live comes back behind the page', async () => {
    const resolving = nginxProgram('server { set $w web; location / { proxy_pass http://$w:8000; } }');
    onceIn('proxy', resolving);
    await rolling.commit({'dc.stage.yml': NEW});
    const error = await rolling.failing();
    assert.equal(error.code, 'PROXY_REFUSES');
    assert.match(error.remedy, /: countable maintenance off stage$/);
    assert.match(error.message, /proxy looks web up anew by a resolver/);
    assert.match(error.leaves.undone ?? '', /is back in staging, and is up, behind the page of maintenance/);
    assert.deepEqual(its.held(), [line()]);
  });

  it('that fails leads the proxy to the page that comes back', async () => {
    onceIn('beat', {exits: 3});
    await rolling.commit({'dc.stage.yml': `${NEW.slice(0, -1)}, beat: {environment: {NEW: "1"}}}`});
    const [before] = rolling.ids('proxy');
    const error = await rolling.failing();
    assert.equal(error.code, 'SERVICE_EXITED');
    assert.notEqual(rolling.ids('proxy')[0], before);
    assert.deepEqual(its.held(), [line()]);
    assert.equal((await its.status()).isOn, true);
  });

  it('does not take a proxy for ill whose health check gets the page', async () => {
    Object.assign(rolling.host.engine.programs['proxy'] ?? {}, {health: {unhealthyAfterMs: 1_000}});
    await rolling.commit({
      'dc.stage.yml': `${NEW.slice(0, -2)}, healthcheck: {test: curl -f localhost}}}`,
    });
    const {outcome} = await rolling.host.deploy();
    assert.equal(outcome, 'passed');
    assert.deepEqual(its.held(), [line()]);
  });

  it('by a return to a release goes on behind it as well', async () => {
    await rolling.commit({'dc.stage.yml': NEW});
    await rolling.host.deploy();
    rolling.host.engine.clock.advance(60_000);
    const [before] = rolling.ids('proxy');
    const {warnings = []} = await rolling.host.rollback();
    assert.ok(warnings.some(({code}) => code === 'MAINTENANCE_ON'));
    assert.notEqual(rolling.ids('proxy')[0], before);
    assert.deepEqual(its.held(), [line()]);
  });

  it('that Compose fails in for a network that the page is in says what to do, and blames nobody', async () => {
    const [network = ''] = rolling.of('proxy')[0]?.networks ?? [];
    const {compose} = rolling.host.needs;
    const {up} = compose;
    compose.up = () => {
      compose.up = up;
      const stderr = `error while removing network: network ${network} id 7a95 has active endpoints`;
      return Promise.reject(
        new CommandFailed({program: 'docker', args: [], exitCode: 1, tail: [stderr], stderr}),
      );
    };
    await rolling.commit({'dc.stage.yml': NEW});
    const {code, message, remedy} = await rolling.failing();
    assert.equal(code, 'MAINTENANCE_ON');
    assert.match(
      message,
      new RegExp(`^Maintenance is on since .*: its page is in the network ${network}, which`),
    );
    assert.equal(remedy, 'End it, and deploy again: countable maintenance off stage');
    assert.deepEqual(its.held(), [line()]);
  });

  it('tells of a proxy that leads to a page that is gone', async () => {
    const {containers} = rolling.host.engine;
    containers.splice(
      containers.findIndex(one => its.pages().includes(one)),
      1,
    );
    const {warnings = []} = await rolling.host.deploy();
    const warning = warnings.find(({code}) => code === 'MAINTENANCE_ON');
    assert.match(warning?.message ?? '', /^proxy still leads to where a page of maintenance was/);
    assert.equal(warning?.remedy, 'Lead it to the site again: countable maintenance off stage');
  });

  it('tells of a page that is not served any more', async () => {
    const [page] = its.pages();
    if (page) page.state = 'exited';
    const {warnings = []} = await rolling.host.deploy();
    assert.ok(
      warnings.some(({code, message}) => code === 'MAINTENANCE_ON' && message.includes('does not run')),
    );
  });
});
