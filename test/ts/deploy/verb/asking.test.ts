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
});
