import assert from 'node:assert/strict';
import {type ChildProcess, execFileSync} from 'node:child_process';
import {setTimeout as pause} from 'node:timers/promises';
import type {DiskOutcome, DiskPlan} from '../../ts-helpers/src/deploy/disk.ts';
import {countable} from './support/cli.ts';
import {commit, deploy, deployable, deployEnvironment, type DeployProject, write} from './support/deploys.ts';
import {docker} from './support/projects.ts';

const FILES = {
  'docker-compose.yml':
    'services: {web: {build: ., init: true, stop_grace_period: 1s, command: ["sh", "-c", "sh /run.sh"]}}\n',
  'dc.stage.yml': 'services: {}\n',
  'dc.test.yml': 'services: {test: {build: ., init: true, command: sleep 600}}\n',
  Dockerfile: 'FROM busybox:1.35\nCOPY run.sh /run.sh\n',
  'run.sh': 'sleep 600\n',
};

describe('the disk after deploys', function () {
  this.timeout(180_000);
  let project: DeployProject;
  let other: string;

  beforeEach(() => {
    project = deployable(FILES);
    other = `${project.name}-other`;
  });
  afterEach(() => {
    project.remove();
    for (const id of [...imagesOf(other), ...imagesOf(project.name)]) docker('rmi', '--force', id);
  });

  const imagesOf = (name: string): string[] => {
    const words = ['images', '--quiet', '--no-trunc', '--filter', `label=ca.countable.project=${name}`];
    return [
      ...new Set(
        docker(...words)
          .split('\n')
          .filter(Boolean),
      ),
    ];
  };

  const namesOf = (name: string): string[] =>
    imagesOf(name)
      .map(id => docker('image', 'inspect', '--format', '{{join .RepoTags " "}}', id))
      .flatMap(names => (names === '' ? ['nameless'] : names.split(' ')))
      .sort();

  /** By the engine's own builder; of the same name twice, so that the first is left without one. */
  const buildOther = (): void => {
    for (const text of ['one', 'two'])
      execFileSync('docker', ['build', '--quiet', '--tag', other, '-'], {
        input: `FROM busybox:1.35\nLABEL ca.countable.project=${other} text=${text}\n`,
        env: {...process.env, DOCKER_BUILDKIT: '0'},
        stdio: ['pipe', 'ignore', 'pipe'],
      });
  };

  /** Other tests of this engine remove what it leaves, as soon as they see it. */
  const killedTests = async (): Promise<void> => {
    const label = `label=ca.countable.project=${project.name}`;
    const isRunning = () =>
      docker('ps', '--quiet', '--filter', label, '--filter', 'label=ca.countable.run=test') !== '';
    const killing = async (child: ChildProcess) => {
      while (!isRunning() && child.exitCode === null) await pause(100);
      child.kill('SIGKILL');
    };
    const run = await countable(['test'], {
      cwd: project.workspace,
      env: deployEnvironment(project),
      onStart: child => void killing(child),
    });
    assert.equal(run.exitCode, null, `it was to be killed while its containers run:\n${run.stderr}`);
  };

  const disk = async <T>(...words: string[]): Promise<T> => {
    const run = await countable(['disk', ...words, '--json'], {
      cwd: project.workspace,
      env: deployEnvironment(project),
    });
    assert.equal(run.exitCode, 0, run.stderr);
    return JSON.parse(run.stdout) as T;
  };

  it('holds the images of releases that are kept, and what others have', async () => {
    const versions: string[] = [];
    const release = async (run: string): Promise<number | null> => {
      write(project, {'run.sh': `${run} # ${versions.length}\n`});
      versions.push(commit(project).slice(0, 12));
      return (await deploy(project)).exitCode;
    };
    buildOther();
    assert.equal(await release('sleep 600'), 0);
    assert.equal(await release('sleep 600'), 0);
    assert.equal(await release('exit 1'), 6);
    await killedTests();

    const web = `${project.name}-stage-web`;
    const [first, second] = versions;
    const {steps, overview} = await disk<DiskPlan>('--plan');
    assert.deepEqual(
      steps.filter(({id}) => id !== 'tests').map(({does}) => does),
      [],
    );
    const share = overview.shares?.find(one => one.composeProject === `${project.name}-stage`);
    // The return from the one that failed is of the second once more.
    assert.deepEqual([share?.project, share?.releases.count], [project.name, 2]);

    assert.equal(await release('sleep 601'), 0);
    assert.deepEqual(
      namesOf(project.name),
      ['latest', first, second, versions[3]].map(tag => `${web}:${tag}`).sort(),
    );
    assert.deepEqual(namesOf(other), [`${other}:latest`, 'nameless']);
    assert.deepEqual((await disk<DiskOutcome>()).done, []);

    write(project, {'countable.yml': 'releases: 1\n'});
    assert.equal((await disk<DiskOutcome>()).done.length, 2);
    assert.deepEqual(namesOf(project.name), ['latest', versions[3]].map(tag => `${web}:${tag}`).sort());
  });
});
