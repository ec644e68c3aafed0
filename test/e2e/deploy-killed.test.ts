import assert from 'node:assert/strict';
import type {ChildProcess} from 'node:child_process';
import {existsSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import path from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {commit, deploy, deployable, type DeployProject, leftOnDisk, write} from './support/deploys.ts';
import {docker, leftOf} from './support/projects.ts';

/** 100 are in order before a release: COUNTABLE_KILLS=100. */
const KILLS = Number(process.env['COUNTABLE_KILLS'] ?? 3);
/** Longer than a whole deploy takes, so that some come to their end. */
const LATEST_MS = 5_000;

/** Two versions between which files become folders and back, and the image and its service change. */
const version = (number: number): Record<string, string> => ({
  'docker-compose.yml': `services:
  web: {build: ., init: true, command: sleep 600, volumes: ['./site:/site:ro'], environment: {NUMBER: '${number}'}}
  ${number % 2 ? 'odd' : 'even'}: {image: 'busybox:1.35', init: true, command: sleep 600}
`,
  'dc.stage.yml': `# ${number}\nservices: {}\n`,
  Dockerfile: `FROM busybox:1.35\nRUN echo ${number % 2} > /built\n`,
  'site/index.html': `${number}`,
  ...(number % 2 ? {thing: 'file', 'other/deep/a': 'a'} : {'thing/within': 'folder', other: 'file'}),
});

describe('deploys that are killed at any moment', () => {
  let project: DeployProject;

  afterEach(() => {
    project.remove();
  });

  const checkOut = (number: number) => {
    for (const name of readdirSync(project.workspace))
      if (name !== '.git') rmSync(path.join(project.workspace, name), {recursive: true});
    write(project, version(number));
    commit(project);
  };
  const filesIn = (folder: string) =>
    readdirSync(folder, {recursive: true, withFileTypes: true})
      .filter(entry => entry.isFile())
      .map(entry => path.relative(folder, path.join(entry.parentPath, entry.name)))
      .filter(file => !file.startsWith('.git/'));

  it(`leave nothing behind that the next one does not mend (${KILLS} times)`, async () => {
    project = deployable(version(0));
    const folder = path.join(project.root, `${project.name}-stage`);
    let killed = 0;
    for (let number = 1; number <= KILLS; number += 1) {
      checkOut(number);
      const when = Math.round(Math.random() * LATEST_MS);
      const dying = deploy(project, {
        onStart: child => void pause(when).then(() => child.kill('SIGKILL')),
      }).catch(() => (killed += 1));
      await dying;
      const isTold = existsSync(
        path.join(project.root, '.countable', `${project.name}-stage`, 'journal.json'),
      );
      checkOut(number + 1);
      const {exitCode, stderr} = await deploy(project);
      assert.equal(exitCode, 0, `after one that was killed at ${when} ms:\n${stderr}`);
      const line =
        /did not come to its end: it was killed (?:at|after) step \d of \d, ".*"\. This one goes on from there\.$/m;
      assert.equal(line.test(stderr), isTold, `killed at ${when} ms:\n${stderr}`);
      const text = readFileSync(path.join(folder, 'dc.stage.yml'), 'utf8');
      assert.equal(text, `# ${number + 1}\nservices: {}\n`);
      assert.deepEqual(
        filesIn(folder).sort(),
        [...filesIn(project.workspace), 'docker-compose.override.yml'].sort(),
        `killed at ${when} ms`,
      );
      const left = leftOnDisk(project).filter(entry => entry.startsWith('tmp/') || entry.endsWith('.new'));
      assert.deepEqual(left, [], `killed at ${when} ms`);
      const containers = docker(
        'ps',
        '--all',
        '--filter',
        `name=${project.name}-stage`,
        '--format',
        '{{.Names}}',
      );
      assert.deepEqual(
        containers.split('\n').sort(),
        [(number + 1) % 2 ? 'odd' : 'even', 'web'].map(service => `${project.name}-stage-${service}-1`),
      );
    }
    assert.ok(killed > 0 || KILLS < 5, 'none was killed');
    project.remove = (remove => () => {
      remove();
      assert.deepEqual(leftOf(project), []);
    })(project.remove);
  }).timeout(600_000 + KILLS * 60_000);

  it('are told by the next one, with the step in which they were', async () => {
    project = deployable({...version(0), Dockerfile: 'FROM busybox:1.35\nRUN sleep 5\n'});
    const journal = path.join(project.root, '.countable', `${project.name}-stage`, 'journal.json');
    const killing = async (child: ChildProcess) => {
      while (!existsSync(journal)) await pause(50);
      child.kill('SIGKILL');
    };
    await assert.rejects(deploy(project, {onStart: child => void killing(child)}));
    const {exitCode, stderr} = await deploy(project);
    assert.equal(exitCode, 0, stderr);
    assert.match(
      stderr,
      /The deploy of [0-9a-f]{12} by .* on this machine, begun at .*, did not come to its end: it was killed at step 1 of \d, "Build web as version [0-9a-f]{12}"\. This one goes on from there\.$/m,
    );
    assert.ok(!existsSync(journal), 'one that came to its end leaves no journal');
    assert.doesNotMatch((await deploy(project)).stderr, /did not come to its end/);
  });
});
