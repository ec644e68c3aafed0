import assert from 'node:assert/strict';
import {commit, deploy, deployable, type DeployProject, freePort, write} from './support/deploys.ts';
import {loadOn, lostOf} from './support/load.ts';
import {docker} from './support/projects.ts';
import {rollingSite, type Shape} from './support/rolling.ts';

describe('a service that is rolled behind haproxy', () => {
  let project: DeployProject;
  let port: number;
  const site = (shape: Partial<Shape>) => rollingSite({port, version: '1', proxy: 'haproxy', ...shape});
  before(async () => {
    port = await freePort();
    project = deployable(site({}));
    const {exitCode, stderr} = await deploy(project);
    assert.equal(exitCode, 0, stderr);
  });
  after(() => {
    project.remove();
  });

  const bring = (shape: Partial<Shape>) => {
    write(project, site(shape));
    commit(project);
    return deploy(project);
  };
  const proxy = () => docker('ps', '--quiet', '--filter', `name=${project.name}-stage-proxy-`);

  it('loses no request to a new container that answers 503 for as long as it starts', async () => {
    const before = proxy();
    const load = loadOn(port);
    const {exitCode, stderr} = await bring({version: '2', kind: 'late'});
    assert.equal(exitCode, 0, stderr);
    const answered = await load.stop();
    assert.deepEqual(lostOf(answered), []);
    assert.ok(answered.some(({said}) => said === '2'));
    assert.equal(proxy(), before);
  });

  it('is served by the same haproxy where its configuration changed, and by what it had where that is wrong', async () => {
    const before = proxy();
    const config = 'listen more\n  mode http\n  timeout client 9s\n  bind :81\n';
    const changed = await bring({version: '2', kind: 'late', also: config});
    assert.equal(changed.exitCode, 0, changed.stderr);
    const {result, stderr} = await bring({version: '2', kind: 'late', also: 'nonsense here\n'});
    assert.equal(result.error?.code, 'PROXY_REFUSES', stderr);
    assert.match(result.error.message, /unknown keyword 'nonsense'/);
    assert.match(result.undone ?? '', /is back in staging, and answers[.;]/);
    assert.equal((await fetch(`http://127.0.0.1:${port}/`)).status, 200);
    assert.equal(proxy(), before);
  });
});
