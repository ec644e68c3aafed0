import assert from 'node:assert/strict';
import type {Host} from '../../../fakes/deploying.ts';
import {createRollingHost, type RollingHost} from '../../support/rollingHost.ts';

const times = (count: number) => ({
  'docker-compose.yml': `
services:
  web:
    image: busybox
    healthcheck: {test: ["CMD", "true"]}
    deploy: {replicas: ${count}}
  proxy:
    image: nginx:1.31
    ports: ["8080:80"]
    depends_on: [web]
`,
});

describe('a deploy that changes the number of containers, in process', () => {
  let rolling: RollingHost;
  let host: Host;
  afterEach(() => host.remove());

  const given = async (count: number): Promise<void> => {
    rolling = await createRollingHost(times(count));
    ({host} = rolling);
  };
  const ids = () => rolling.ids('web');

  it('ends those too many, of which a proxy asks nothing any more, and leaves the others', async () => {
    await given(3);
    const before = ids();
    await rolling.commit(times(2));
    const {steps, services} = await host.plan();
    const {does, risks} = steps.find(({id}) => id === 'roll web') ?? {};
    assert.equal(does, 'Scale web to 2 containers: 1 container of 3 ends once nothing is asked of it');
    assert.equal(risks, 'traffic', 'of connections kept open');
    assert.deepEqual(
      services.find(({service}) => service === 'web'),
      {service: 'web', does: 'scaled', containers: {from: 3, to: 2}},
    );
    const {changes} = await host.deploy();
    assert.ok(changes?.includes('web: scaled (3 to 2 containers)'));
    assert.deepEqual(
      ids(),
      before.filter(id => ids().includes(id)),
    );
    assert.equal(ids().length, 2);
    const [hosts = ''] = rolling.loaded;
    assert.equal(hosts.split('\n').filter(line => line.includes(' web #')).length, 2);
  });

  it('starts more beside those that there are, and leads the proxy to all', async () => {
    await given(1);
    const [before] = ids();
    await rolling.commit(times(3));
    await host.deploy();
    assert.equal(ids().length, 3);
    assert.ok(ids().includes(before ?? ''));
    const [hosts = ''] = rolling.loaded;
    assert.equal(hosts.split('\n').filter(line => line.includes(' web #')).length, 3);
    assert.match((await host.deploy()).changes?.join() ?? '', /^Nothing changed/);
  });

  it('brings a service back to its number that somebody has scaled by hand', async () => {
    await given(2);
    const [newest] = rolling.of('web');
    assert.ok(newest);
    host.engine.containers.splice(host.engine.containers.indexOf(newest), 1);
    const {changes} = await host.deploy();
    assert.ok(changes?.includes('web: scaled (1 to 2 containers)'));
    assert.equal(ids().length, 2);
  });

  it('has none and some again', async () => {
    await given(2);
    await rolling.commit(times(0));
    const {changes} = await host.deploy();
    assert.ok(changes?.includes('web: scaled (2 to 0 containers)'), changes?.join());
    assert.deepEqual(ids(), []);
    assert.match((await host.deploy()).changes?.join() ?? '', /^Nothing changed/);
    await rolling.commit(times(2));
    await host.deploy();
    assert.equal(ids().length, 2);
  });

  it('goes back to the number before where the deploy fails', async () => {
    await given(2);
    const before = ids();
    host.engine.programs['web'] = {exits: 1, afterMs: 500};
    await rolling.commit(times(3));
    const {code, leaves} = await rolling.failing();
    assert.equal(code, 'SERVICE_EXITED');
    assert.match(leaves.undone ?? '', /is back in staging/);
    assert.deepEqual(ids(), before);
  });
});
