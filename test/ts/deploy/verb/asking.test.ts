import assert from 'node:assert/strict';
import {createRollingHost} from '../../support/rollingHost.ts';

describe('what runs in containers, in process', () => {
  it('is asked for proxies until a deploy has counted with them, and of proxies always', async () => {
    const {host, commit, ids, of} = await createRollingHost();
    const asked: string[] = [];
    const {docker} = host.needs;
    const processes = docker.processes.bind(docker);
    docker.processes = id => {
      asked.push(id);
      return processes(id);
    };
    const deployed = async (): Promise<string[]> => {
      asked.length = 0;
      await host.deploy();
      return [...new Set(asked)].sort();
    };
    const known = () => [...ids('web'), ...ids('beat'), ...ids('proxy')].sort();
    assert.deepEqual(await deployed(), known());
    assert.deepEqual(await deployed(), ids('proxy'));
    await commit({'index.html': 'other'});
    assert.ok(!(await deployed()).some(id => of('db').some(one => one.id === id)));
    assert.deepEqual(await deployed(), known(), 'those of the new release');
    await host.remove();
  });

  it('is asked again where it was started again meanwhile: what kept a proxy from running may be over', async () => {
    const {host, ids, of} = await createRollingHost();
    const [proxy] = of('proxy');
    assert.ok(proxy);
    const {docker} = host.needs;
    const processes = docker.processes.bind(docker);
    // Between two runs there is nothing in it.
    docker.processes = () => {
      proxy.startedAt = new Date(host.engine.clock.now().getTime() + 1);
      return Promise.resolve([]);
    };
    await host.deploy();
    const asked: string[] = [];
    docker.processes = id => {
      asked.push(id);
      return processes(id);
    };
    await host.deploy();
    assert.deepEqual([...new Set(asked)], ids('proxy'));
    await host.remove();
  });
});
