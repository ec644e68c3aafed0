import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdirSync} from 'node:fs';
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

  it('does not lengthen the wait for another deploy', async () => {
    const deployed = (project = deployable(site(await freePort(), serving)));
    const lock = path.join(deployed.root, '.countable', `${deployed.name}-stage`, 'lock');
    mkdirSync(path.dirname(lock), {recursive: true});
    const script = path.join(import.meta.dirname, '../outside/support/lockHolder.ts');
    const holder = spawn(process.execPath, [script, lock], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    try {
      await once(holder, 'message');
      const {result} = await deploy(deployed, {env: back(2_000)});
      assert.equal(result.error?.code, 'LOCK_HELD');
      assert.ok(result.durationMs < SOON_MS, `${result.durationMs} ms`);
    } finally {
      holder.kill('SIGKILL');
    }
  });

  const junit = '<testsuite><testcase name="adds up"/></testsuite>';
  for (const [how, settings, command] of [
    ['of the service', '{}', `sleep 2; echo '${junit}' > /w/junit.xml`],
    [
      'of a command',
      `test: {service: app, command: "sleep 2; echo '${junit.replaceAll('"', '\\"')}' > /w/junit.xml"}`,
      '',
    ],
  ] as const) {
    it(`does not make the reports ${how} old ones`, async () => {
      const service = how === 'of a command' ? 'app' : 'test';
      const words = how === 'of a command' ? ['sleep', '1000'] : ['sh', '-c', command];
      const compose = `services:\n  ${service}: {image: 'busybox:1.35', init: true, volumes: ['.:/w'], command: ${JSON.stringify(words)}}\n`;
      const project = (tested = sample({
        'docker-compose.yml': compose,
        'countable.yml': `${settings}\nname: clock\n`.replace('{}\n', ''),
      }));
      const {result, stderr} = await run(async () => {
        const done = await countable(['test', '--json'], {cwd: project.workspace, env: back(2_500)});
        return {...done, result: JSON.parse(done.stdout) as StageResult};
      });
      assert.equal(result.outcome, 'passed', stderr);
      assert.deepEqual(result.tests, {total: 1, failed: 0, skipped: 0});
    });
  }

  it('does not lengthen the time in which a service has to be ready for the tests', async () => {
    const compose = `services:\n  app: {image: 'busybox:1.35', init: true, command: sleep 1000, healthcheck: {test: sleep 20, interval: 1s, timeout: 30s}}\n`;
    const settings = 'name: clock\ntest: {service: app, command: "true"}\nhealth: {minutes: 0.1}\n';
    const project = (tested = sample({'docker-compose.yml': compose, 'countable.yml': settings}));
    const {stdout} = await countable(['test', '--json'], {cwd: project.workspace, env: back(4_000)});
    const result = JSON.parse(stdout) as StageResult;
    assert.equal(result.error?.code, 'TESTS_NOT_STARTED');
    assert.ok(result.durationMs < SOON_MS, `${result.durationMs} ms`);
  });
});
