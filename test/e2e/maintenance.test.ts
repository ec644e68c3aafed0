import assert from 'node:assert/strict';
import {setTimeout as pause} from 'node:timers/promises';
import type {MaintenanceOutcome, StatusOutcome} from '../../ts-helpers/src/maintenance/maintenance.ts';
import {countable} from './support/cli.ts';
import {
  commit,
  deploy,
  deployable,
  deployEnvironment,
  type DeployProject,
  freePort,
  write,
} from './support/deploys.ts';
import {loadOn} from './support/load.ts';
import {docker} from './support/projects.ts';
import {rollingSite} from './support/rolling.ts';

const PAGE = '<!doctype html><title>Soon</title><p>Back soon';

const maintenance = async (
  project: DeployProject,
  ...words: string[]
): Promise<MaintenanceOutcome['maintenance']> => {
  const run = await countable(['maintenance', ...words, '--json'], {
    cwd: project.workspace,
    env: deployEnvironment(project),
  });
  assert.equal(run.exitCode, 0, run.stderr);
  return (JSON.parse(run.stdout) as MaintenanceOutcome).maintenance;
};

const statusOf = async (project: DeployProject) => {
  const run = await countable(['maintenance', 'status', '--json'], {
    cwd: project.workspace,
    env: deployEnvironment(project),
  });
  assert.equal(run.exitCode, 0, run.stderr);
  const [state] = (JSON.parse(run.stdout) as StatusOutcome).states;
  assert.ok(state);
  return state;
};

/** They are of no compose project. */
const pagesOf = ({name}: DeployProject): string[] => {
  const filter = `label=ca.countable.maintenance=${name}-stage`;
  return docker('ps', '--all', '--quiet', '--filter', filter).split('\n').filter(Boolean);
};

const asked = async (port: number, headers: Record<string, string> = {}) => {
  const answer = await fetch(`http://127.0.0.1:${port}/`, {headers});
  const {status} = answer;
  return [status, answer.headers.get('retry-after'), (await answer.text()).trim()];
};

describe('maintenance', () => {
  let project: DeployProject;
  let port: number;
  beforeEach(async () => {
    port = await freePort();
  });
  afterEach(() => {
    const pages = pagesOf(project);
    if (pages.length > 0) docker('rm', '--force', ...pages);
    project.remove();
  });

  it('through nginx loses no request on its way in, behind it, and on its way out', async () => {
    const site = rollingSite({port, version: '1'});
    project = deployable({...site, 'maintenance.html': PAGE});
    const first = await deploy(project);
    assert.equal(first.exitCode, 0, first.stderr);
    const load = loadOn(port);
    const until = async (status: number) => {
      while (!load.answered.slice(-20).some(one => one.status === status)) await pause(100);
    };
    await until(200);
    const on = await maintenance(project, 'on', 'stage', '--retry-after', '120');
    assert.deepEqual(on.through, [{service: 'proxy', leadsTo: 'page'}]);
    await until(503);
    const turned = load.answered.length;
    write(project, rollingSite({port, version: '2'}));
    commit(project);
    const second = await deploy(project);
    assert.equal(second.exitCode, 0, second.stderr);
    assert.ok(second.result.warnings?.some(({code}) => code === 'MAINTENANCE_ON'));
    const behind = load.answered.slice(turned).filter(({kind}) => kind !== 'slow');
    assert.deepEqual([...new Set(behind.map(({status}) => status))], [503]);
    assert.deepEqual(await asked(port, {accept: 'application/json'}), [
      503,
      '120',
      '{"error":"maintenance","retryAfter":120}',
    ]);
    await maintenance(project, 'off', 'stage');
    await until(200);
    const all = await load.stop();
    assert.deepEqual(
      all.filter(
        ({status, said, retryAfter}) =>
          !(status === 200 && ['1', '2'].includes(said)) &&
          !(status === 503 && retryAfter === '120' && said === PAGE),
      ),
      [],
    );
    assert.ok(all.some(({said}) => said === '2'));
    await maintenance(project, 'on', 'stage');
    docker(
      'restart',
      '--time',
      '1',
      docker('ps', '--quiet', '--filter', `name=${project.name}-stage-proxy-`),
    );
    const astray = await statusOf(project);
    assert.deepEqual([astray.isOn, astray.through], [true, [{service: 'proxy', leadsTo: 'site'}]]);
    // A deploy leads it back, and what it makes anew.
    const anew = site['docker-compose.yml'].replace('"user":"root"', '"user":"root","labels":{"new":"1"}');
    assert.notEqual(anew, site['docker-compose.yml']);
    write(project, {'docker-compose.yml': anew.replace('"VERSION":"1"', '"VERSION":"2"')});
    commit(project);
    const third = await deploy(project);
    assert.equal(third.exitCode, 0, third.stderr);
    assert.match(third.stderr, /Restart proxy/);
    assert.deepEqual(await asked(port), [503, '600', PAGE]);
    await maintenance(project, 'off', 'stage');
    assert.deepEqual(await asked(port), [200, null, '2']);
    assert.deepEqual(pagesOf(project), []);
  });

  it('in the place of a site without a proxy answers at its port, and gives it back', async () => {
    project = deployable({
      'docker-compose.yml': JSON.stringify({
        services: {
          web: {
            image: 'busybox:latest',
            command: ['httpd', '-f', '-p', '80', '-h', '/www'],
            init: true,
            restart: 'always',
            ports: [`127.0.0.1:${port}:80`],
            volumes: ['./www:/www:ro'],
          },
        },
      }),
      'www/index.html': 'Shop',
      'dc.stage.yml': 'services: {}\n',
    });
    const first = await deploy(project);
    assert.equal(first.exitCode, 0, first.stderr);
    const on = await maintenance(project, 'on', 'stage');
    assert.deepEqual([on.isOn, on.way, on.inPlaceOf], [true, 'in place', ['web']]);
    const [status, retryAfter, said] = await asked(port);
    assert.deepEqual([status, retryAfter], [503, '600']);
    assert.match(String(said), /<h1>Back soon<\/h1>/);
    const refused = await deploy(project);
    assert.equal(refused.result.error?.code, 'MAINTENANCE_ON', refused.stderr);
    const policy = () =>
      docker('inspect', '--format', '{{.HostConfig.RestartPolicy.Name}}', `${project.name}-stage-web-1`);
    // `always` would be started with the engine, and race with the page for its port.
    assert.equal(policy(), 'unless-stopped');
    await maintenance(project, 'off', 'stage');
    assert.deepEqual(await asked(port), [200, null, 'Shop']);
    assert.deepEqual([pagesOf(project), policy()], [[], 'always']);
    await maintenance(project, 'on', 'stage');
    docker('rm', '--force', ...pagesOf(project));
    const {isOn, down} = await statusOf(project);
    assert.deepEqual([isOn, down], [false, ['web']]);
    await maintenance(project, 'off', 'stage');
    assert.deepEqual(await asked(port), [200, null, 'Shop']);
  });
});
