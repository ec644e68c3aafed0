import assert from 'node:assert/strict';
import {cpSync} from 'node:fs';
import path from 'node:path';
import {commit, deploy, deployable, type DeployProject, git, write} from './support/deploys.ts';
import {docker} from './support/projects.ts';
import {refusalOf} from './support/refusals.ts';

const FILES = {
  'docker-compose.yml': `services:
  web: {build: ., init: true, command: sleep 600, volumes: ['data:/data']}
volumes: {data: }
`,
  'dc.stage.yml': 'services: {}\n',
  Dockerfile: 'FROM busybox:1.35\n',
};

describe('a compose project of another repository', () => {
  let project: DeployProject;
  let other: DeployProject;

  beforeEach(async () => {
    project = deployable(FILES);
    const workspace = path.join(project.folder, 'other', project.name);
    cpSync(project.workspace, workspace, {recursive: true});
    other = {...project, workspace};
    git(other, 'remote', 'set-url', 'origin', `git@git.example.org:team2/${project.name}.git`);
    write(other, {'other.txt': 'of the other'});
    commit(other);
    const {exitCode, stderr} = await deploy(project);
    assert.equal(exitCode, 0, stderr);
    docker('exec', web(), 'sh', '-c', 'echo precious > /data/note');
  });
  afterEach(() => {
    project.remove();
  });

  const name = () => `${project.name}-stage`;
  const web = () => `${name()}-web-1`;
  const label = (what: string) =>
    docker('inspect', '--format', `{{index .Config.Labels "ca.countable.${what}"}}`, web());
  const collides = async (where: string | RegExp) => {
    const refusal = refusalOf(await deploy(other));
    assert.deepEqual([refusal.code, refusal.exitCode], ['PROJECT_COLLISION', 4]);
    assert.equal(
      refusal.message,
      `The compose project ${name()} on this host belongs to git.example.org/team/${project.name}, not to git.example.org/team2/${project.name}.`,
    );
    assert.match(refusal.where ?? '', new RegExp(where));
  };

  it('is refused by its containers, and taken over by hand, data and all', async () => {
    const before = docker('ps', '--quiet', '--no-trunc', '--filter', `name=${name()}`);
    await collides(`container ${web()}`);
    assert.equal(docker('ps', '--quiet', '--no-trunc', '--filter', `name=${name()}`), before);
    const {exitCode, stderr} = await deploy(other, {words: ['--take-over']});
    assert.equal(exitCode, 0, stderr);
    assert.equal(label('repository'), `git.example.org/team2/${project.name}`);
    assert.equal(docker('exec', web(), 'cat', '/data/note'), 'precious');
  });
});
