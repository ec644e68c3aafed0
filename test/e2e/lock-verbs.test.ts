import assert from 'node:assert/strict';
import {setTimeout as pause} from 'node:timers/promises';
import {countable} from './support/cli.ts';
import {
  deploy,
  deployable,
  deployEnvironment,
  type DeployProject,
  leftOnDisk,
  write,
} from './support/deploys.ts';
import {docker} from './support/projects.ts';
import type {LockState} from '../../ts-helpers/src/lock/plan.ts';

/** Healthy once a file is there, which nobody makes. */
const NEVER_UP = {
  'docker-compose.yml': `services:
  web:
    image: busybox:1.35
    init: true
    command: sleep 600
    healthcheck: {test: 'test -e /tmp/up', interval: 500ms, retries: 2000}
`,
  'dc.stage.yml': 'services: {}\n',
};
const UP = NEVER_UP['docker-compose.yml'].replace('test -e /tmp/up', 'true');

describe('countable lock', () => {
  let project: DeployProject;
  beforeEach(() => {
    project = deployable(NEVER_UP);
  });
  afterEach(() => {
    project.remove();
  });

  const lock = async (...words: string[]) => {
    const run = await countable(['lock', ...words, '--json'], {
      cwd: project.workspace,
      env: deployEnvironment(project),
    });
    return {...run, result: (run.stdout === '' ? {} : JSON.parse(run.stdout)) as Record<string, unknown>};
  };
  const stage = async () => ((await lock('status', 'stage')).result as {locks: [LockState]}).locks[0];
  const until = async (isSo: () => Promise<boolean> | boolean) => {
    while (!(await isSo())) await pause(100);
  };
  const isUp = () => docker('ps', '--quiet', '--filter', `name=${project.name}-stage-web`) !== '';

  it('says who deploys and who waits; ends who hangs where it is forced, and whoever waited goes on', async () => {
    const hanging = deploy(project);
    await until(isUp);
    await until(async () => /Watch|Wait|watch/.test((await stage()).heldBy?.at ?? ''));
    const {heldBy} = await stage();
    assert.equal(heldBy?.lives, true);
    assert.match(heldBy.who, / on this machine$/);
    const refused = await lock('release', 'stage');
    assert.equal(refused.exitCode, 7);
    assert.match(refused.stderr, /LOCK_HELD/);
    write(project, {'docker-compose.yml': UP});
    const next = deploy(project);
    await until(async () => (await stage()).waiting.length === 1);
    const forced = await lock('release', 'stage', '--force');
    assert.equal(forced.exitCode, 0, forced.stderr);
    const [first, second] = await Promise.all([hanging, next]);
    assert.equal(first.result.error?.code, 'INTERRUPTED');
    assert.equal(second.exitCode, 0, second.stderr);
    const after = await stage();
    assert.deepEqual([after.heldBy, after.waiting], [null, []]);
    assert.deepEqual(
      leftOnDisk(project).filter(file => file.includes('waiting')),
      [],
    );
  });
});
