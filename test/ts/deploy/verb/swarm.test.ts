import assert from 'node:assert/strict';
import {createHost, type Host} from '../../../fakes/deploying.ts';
import {committing} from '../../support/commits.ts';
import {failureOf} from '../../support/failureOf.ts';
import {SWARM_SITE} from '../../support/swarmSite.ts';

describe('a deploy to a swarm', () => {
  let host: Host;
  const deployed = async (more: Readonly<Record<string, string>> = {}): Promise<Host> => {
    host = await createHost({...SWARM_SITE, ...more}, {isSwarm: true});
    host.engine.programs['migrate'] = {exits: 0};
    await host.deploy();
    return host;
  };
  afterEach(() => host.remove());

  const running = async () => {
    const services = await host.swarm.services('shop-stage');
    const tasks = await host.swarm.tasks(services.map(({id}) => id));
    return tasks
      .filter(({wanted}) => wanted === 'running')
      .map(({id, service}) => `${services.find(one => one.id === service)?.name} ${id}`)
      .sort();
  };
  const failing = () => failureOf(host.deploy());

  it('gives the swarm who waits for another once that one is as far', async () => {
    await deployed();
    assert.deepEqual(
      host.swarm.deployed.map(({file}) => Object.keys(file.services)),
      [['worker', 'db'], ['migrate'], ['web']],
    );
    assert.deepEqual(
      (await running()).map(line => line.split(' ')[0]),
      ['db', 'web', 'worker', 'worker'],
    );
    const [{file}] = host.swarm.deployed as [(typeof host.swarm.deployed)[number]];
    const [secret] = Object.values(file.secrets ?? {});
    assert.match(secret?.name ?? '', /^shop-stage_token_[0-9a-f]{12}$/);
  });

  it('replaces no task where nothing has changed, and does the work of jobs again', async () => {
    await deployed();
    const before = await running();
    const jobs = host.engine.containers.filter(({name}) => name.includes('_migrate')).length;
    await host.deploy();
    assert.deepEqual(await running(), before);
    assert.equal(host.engine.containers.filter(({name}) => name.includes('_migrate')).length, jobs + 1);
  });

  it('replaces what has changed alone, and says in what order', async () => {
    await deployed();
    const before = await running();
    await host.write({'dc.stage.yml': 'services: {web: {environment: {STAGE: "2"}}}'});
    const start = (await host.plan()).steps.find(({id}) => id === 'start');
    assert.match(start?.does ?? '', /restart web; .*db goes on/);
    assert.deepEqual(start?.notes, [
      'web: the swarm starts each new task before it ends the old one (start-first).',
      'worker: the swarm starts each new task before it ends the old one (start-first).',
    ]);
    await host.deploy();
    const after = await running();
    assert.deepEqual(
      after.filter(one => !before.includes(one)).map(line => line.split(' ')[0]),
      // The file is a part of what the images are built of.
      ['web', 'worker', 'worker'],
    );
  });

  it('ends in what was live where a task keeps ending, with its last lines', async () => {
    await deployed();
    await host.write({'dc.stage.yml': 'services: {web: {environment: {STAGE: "2"}}}'});
    const {programs} = host.engine;
    programs['web'] = {prints: ['boom'], exits: 3};
    // What was live before did run.
    const deploy = host.swarm.deploy.bind(host.swarm);
    let times = 0;
    host.swarm.deploy = async (stack, text, options) => {
      if (text.includes('"STAGE":"1"') && (times += 1) > 0) delete programs['web'];
      return deploy(stack, text, options);
    };
    const {code, message, remedy, evidence, leaves} = await failing();
    assert.equal(code, 'SERVICE_EXITED');
    assert.equal(message, 'The service web keeps ending with exit code 3.');
    assert.match(remedy, /docker service logs shop-stage_web/);
    assert.ok(evidence.log?.lines.includes('boom'));
    assert.match(leaves.undone ?? '', /is back in staging/);
    assert.ok((await running()).some(line => line.startsWith('web ')));
  });

  it('ends in the image that was live, also where the same version was built again', async () => {
    await deployed();
    const web = () =>
      host.engine.containers.find(({name, state}) => name.includes('_web.') && state === 'running')?.imageId;
    const before = web();
    host.engine.programOf = (service, {id}) =>
      service === 'web' && id !== before ? {prints: ['boom'], exits: 3} : undefined;
    await host.write({Dockerfile: 'FROM busybox:other'});
    const {code, leaves} = await failing();
    assert.equal(code, 'SERVICE_EXITED');
    assert.match(leaves.undone ?? '', /is back in staging/);
    assert.equal(web(), before);
  });

  it('does not start what waits for a job that has failed', async () => {
    host = await createHost(SWARM_SITE, {isSwarm: true});
    host.engine.programs['migrate'] = {exits: 1};
    const {code, message} = await failing();
    assert.deepEqual([code, message], ['SERVICE_EXITED', 'The service migrate ended with exit code 1.']);
    assert.ok(!host.swarm.deployed.some(({file}) => 'web' in file.services));
    assert.deepEqual(await host.swarm.services('shop-stage'), [], 'what was never live is cleared');
  });

  it('ends services that are in no file any more, once the rest does without', async () => {
    await deployed();
    await host.write({
      'docker-compose.yml': SWARM_SITE['docker-compose.yml'].replace(/ {2}worker:[^]*?(?= {2}migrate:)/, ''),
    });
    assert.deepEqual(
      (await host.plan()).steps.filter(({id}) => ['setAside', 'tidy'].includes(id)).map(({id}) => id),
      ['setAside', 'tidy'],
    );
    await host.deploy();
    assert.deepEqual((await host.swarm.services('shop-stage')).map(({name}) => name).sort(), [
      'db',
      'migrate',
      'web',
    ]);
  });

  it('returns to a release that was live before', async () => {
    host = await createHost(SWARM_SITE, {isSwarm: true});
    host.engine.programs['migrate'] = {exits: 0};
    const commit = committing(host);
    for (const value of ['1', '2']) {
      await commit({'dc.stage.yml': `services: {web: {environment: {STAGE: "${value}"}}}`});
      await host.deploy();
    }
    await host.rollback();
    const last = host.swarm.deployed.findLast(({file}) => 'web' in file.services);
    assert.equal(last?.file.services['web']?.environment?.['STAGE'], '1');
  });

  it('is refused on an engine that manages no swarm, and touches nothing', async () => {
    host = await createHost(SWARM_SITE, {isSwarm: true});
    host.swarm.is = {node: '', state: 'inactive', isManager: false};
    const {code, message} = await failing();
    assert.equal(code, 'NO_SWARM');
    assert.equal(
      message,
      'The target is a swarm, and the Docker engine is in no swarm: Docker calls it inactive.',
    );
    assert.deepEqual(host.swarm.deployed, []);
    host.swarm.is = {node: 'node2', state: 'active', isManager: false};
    assert.equal((await failing()).code, 'NO_SWARM');
  });
});

describe('a project that runs on the other target', () => {
  let host: Host;
  afterEach(() => host.remove());

  it('is not started a second time', async () => {
    host = await createHost(SWARM_SITE, {isSwarm: true});
    host.engine.programs['migrate'] = {exits: 0};
    await host.deploy();
    const other = await createHost(SWARM_SITE);
    try {
      other.engine.containers.push(...host.engine.containers);
      await assert.rejects(other.deploy(), {code: 'TARGET_TAKEN'});
    } finally {
      await other.remove();
    }
  });
});
