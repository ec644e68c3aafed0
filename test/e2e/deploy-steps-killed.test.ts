import assert from 'node:assert/strict';
import {existsSync} from 'node:fs';
import path from 'node:path';
import {
  commit,
  deploy,
  deployable,
  type DeployProject,
  freePort,
  leftOnDisk,
  write,
} from './support/deploys.ts';
import {begun, plannedSteps} from './support/journalOf.ts';
import {docker} from './support/projects.ts';
import {rollingSite} from './support/rolling.ts';

/** With COUNTABLE_KILLS the next deploy of each that is killed comes to its end; else it is killed at the next step. */
const isEachMended = process.env['COUNTABLE_KILLS'] !== undefined;

describe('a deploy that rolls, killed at each step of its plan', () => {
  let project: DeployProject;
  let port: number;
  let number = 0;
  before(async () => {
    port = await freePort();
    project = deployable(site());
    await bring();
  });
  after(() => {
    project.remove();
  });

  const site = () => {
    const files = rollingSite({port, version: String(number)});
    const {services, ...others} = JSON.parse(files['docker-compose.yml']) as {services: object};
    const beat = {build: '.', init: true, stop_signal: 'KILL', command: 'sleep 600'};
    return {
      ...files,
      'docker-compose.yml': JSON.stringify({services: {...services, beat}, ...others}),
      Dockerfile: `FROM busybox:1.35\nRUN echo ${number} > /built\n`,
    };
  };
  const change = (): void => {
    number += 1;
    write(project, site());
    commit(project);
  };
  const bring = async (): Promise<void> => {
    const {exitCode, stderr} = await deploy(project);
    assert.equal(exitCode, 0, stderr);
  };
  const page = async () => (await fetch(`http://127.0.0.1:${port}/`)).text();
  const names = (all: boolean) =>
    docker(
      'ps',
      ...(all ? ['--all'] : []),
      '--filter',
      `name=${project.name}-stage-`,
      '--format',
      '{{.Label "com.docker.compose.service"}}',
    )
      .split('\n')
      .sort();

  const assertWhole = async (where: string): Promise<void> => {
    assert.deepEqual(names(true), ['beat', 'proxy', 'web'], where);
    assert.equal(await page(), String(number), where);
    const [proxy = ''] = docker('ps', '--quiet', '--filter', `name=${project.name}-stage-proxy-`).split('\n');
    assert.doesNotMatch(docker('exec', proxy, 'cat', '/etc/hosts'), /countable/, where);
    const left = leftOnDisk(project).filter(
      entry => entry.startsWith('tmp/') || /(?:\.new|journal\.json)$/.test(entry),
    );
    assert.deepEqual(left, [], where);
    const releases = path.join(project.root, '.countable', `${project.name}-stage`, 'releases');
    assert.ok(existsSync(releases));
  };

  it('serves all the time, and the next one mends what it leaves', async () => {
    const killed: string[] = [];
    for (;;) {
      change();
      const step = (await plannedSteps(project)).find(({id}) => !killed.includes(id));
      if (step === undefined) break;
      killed.push(step.id);
      await assert.rejects(
        deploy(project, {onStart: child => void begun(project, step).then(() => child.kill('SIGKILL'))}),
        `${step.id}: it came to its end`,
      );
      assert.match(await page(), /^\d+$/, `${step.id}: nothing serves`);
      if (!isEachMended) continue;
      await bring();
      await assertWhole(step.id);
    }
    assert.ok(killed.includes('roll web') && killed.includes('build'), killed.join(', '));
    await bring();
    await assertWhole(killed.join(', '));
  }).timeout(600_000);
});
