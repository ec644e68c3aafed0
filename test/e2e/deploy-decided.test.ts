import assert from 'node:assert/strict';
import {commit, deploy, deployable, type DeployProject, deployEnvironment, write} from './support/deploys.ts';
import {countable} from './support/cli.ts';
import {docker} from './support/projects.ts';

const files = (command: string, text: string) => ({
  'docker-compose.yml': `services:
  web: {build: ., init: true, command: sleep 600}
  db: {image: 'busybox:1.35', init: true, command: ${command}, volumes: ['data:/data']}
volumes: {data: }
`,
  'dc.stage.yml': 'services: {}\n',
  Dockerfile: 'FROM busybox:1.35\nCOPY text /text\n',
  text,
});

describe('which services restart', () => {
  let project: DeployProject;

  afterEach(() => {
    project.remove();
  });

  const ids = () =>
    ['web', 'db'].map(service =>
      docker('ps', '--quiet', '--filter', `name=${project.name}-stage-${service}-1`),
    );
  /** What the plan says of it, and what a deploy then does. */
  const planned = async (): Promise<string | undefined> => {
    const {stdout} = await countable(['deploy', 'stage', '--plan'], {
      cwd: project.workspace,
      env: deployEnvironment(project),
    });
    return stdout.split('\n').find(line => line.startsWith('3. '));
  };
  const restarted = async () => {
    const before = ids();
    const {exitCode, stderr, result} = await deploy(project);
    assert.equal(exitCode, 0, stderr);
    return {stderr, changes: result.changes ?? [], which: ids().map((id, index) => id !== before[index])};
  };

  it('is named by the plan, and is what the deploy does', async () => {
    project = deployable(files('sleep 600', 'one'));
    await restarted();

    assert.equal(await planned(), '3. Restart web if it gets another image; db goes on (risks traffic)');
    const same = await restarted();
    assert.deepEqual(same.which, [false, false]);
    assert.match(same.stderr, / Known now: web goes on$/m);
    assert.match(same.changes.join('\n'), /^Nothing changed: [\w-]+-stage runs \w{12} already$/);

    write(project, files('sleep 700', 'two'));
    commit(project);
    assert.equal(await planned(), '3. Restart db; restart web if it gets another image (risks data)');
    const both = await restarted();
    assert.deepEqual(both.which, [true, true]);
    assert.match(both.stderr, / Known now: restart web$/m);
    const name = `${project.name}-stage`;
    const isTime = (line: string) => line.includes(' was away for ');
    assert.deepEqual(both.changes.filter(line => !isTime(line)).toSorted(), [
      'db: recreated (command changed)',
      `web: recreated (image ${name}-web changed)`,
    ]);
    // Where others do much, the engine has forgotten it by then.
    for (const line of both.changes.filter(isTime)) assert.match(line, /^(?:db|web) was away for [\d.]+ s$/);
  });
});
