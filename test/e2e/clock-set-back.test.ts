import assert from 'node:assert/strict';
import path from 'node:path';
import type {StageResult} from '../../ts-helpers/src/result/result.ts';
import {countable} from './support/cli.ts';
import {deploy, deployable, type DeployProject, freePort} from './support/deploys.ts';
import {sample, type SampleProject} from './support/projects.ts';

const back = (...afterMs: number[]): NodeJS.ProcessEnv => ({
  NODE_OPTIONS: `--import ${path.resolve('test/e2e/support/backInTime.mjs')}`,
  COUNTABLE_BACK_AFTER_MS: afterMs.join(','),
});

/** Nothing to a day, and plenty for a slow machine. */
const SOON_MS = 120_000;

const run = async <T extends {result: StageResult; stderr: string}>(work: () => Promise<T>): Promise<T> => {
  const begun = performance.now();
  const done = await work();
  const took = performance.now() - begun;
  const {durationMs} = done.result;
  assert.ok(durationMs > 0 && durationMs < took, `${durationMs} of ${took} ms`);
  const told = [...done.stderr.matchAll(/\((-?[\d.]+) s\)/g)].map(([, seconds]) => Number(seconds) * 1000);
  assert.ok(told.length > 0 && told.every(time => time >= 0 && time < took), done.stderr);
  return done;
};

describe('a clock that is set back by a day', () => {
  let project: DeployProject | undefined;
  let tested: SampleProject | undefined;
  afterEach(() => {
    project?.remove();
    tested?.remove();
    project = tested = undefined;
  });

  const serving = 'mkdir /www; echo hello > /www/index.html; exec httpd -f -p 80 -h /www';
  const site = (port: number, command: string, health = '{path: /, minutes: 1}') => ({
    'docker-compose.yml': `services:
  web: {image: 'busybox:1.35', init: true, command: ${JSON.stringify(['sh', '-c', command])}, ports: ['${port}:80']}
  worker: {image: 'busybox:1.35', init: true, command: sleep 1000}
`,
    'dc.stage.yml': 'services: {}\n',
    'countable.yml': `health: ${health}\ntimeouts: {lock: 0.05}\n`,
  });

  it('leaves a deploy as quick as it is, before it begins, while it reads, and while services start', async () => {
    const deployed = (project = deployable(site(await freePort(), serving)));
    const {result, stderr} = await run(() => deploy(deployed, {env: back(0, 700, 2_000)}));
    assert.equal(result.outcome, 'passed', stderr);
    assert.ok(result.durationMs < SOON_MS, `${result.durationMs} ms`);
  });

  it('does not lengthen the time a site has to answer', async () => {
    const deployed = (project = deployable(site(await freePort(), 'sleep 1000', '{path: /, minutes: 0.1}')));
    const {result} = await run(() => deploy(deployed, {env: back(3_000)}));
    assert.equal(result.error?.code, 'NO_ANSWER');
    assert.ok(result.durationMs < SOON_MS, `${result.durationMs} ms`);
  });

  const junit = '<testsuite><testcase name="adds up"/></testsuite>';
  it('does not make the reports of the service old ones', async () => {
    const words = ['sh', '-c', `sleep 2; echo '${junit}' > /w/junit.xml`];
    const compose = `services:\n  test: {image: 'busybox:1.35', init: true, volumes: ['.:/w'], command: ${JSON.stringify(words)}}\n`;
    const project = (tested = sample({'docker-compose.yml': compose, 'countable.yml': 'name: clock\n'}));
    const {result, stderr} = await run(async () => {
      const done = await countable(['test', '--json'], {cwd: project.workspace, env: back(2_500)});
      return {...done, result: JSON.parse(done.stdout) as StageResult};
    });
    assert.equal(result.outcome, 'passed', stderr);
    assert.deepEqual(result.tests, {total: 1, failed: 0, skipped: 0});
  });
});
