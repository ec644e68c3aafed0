import assert from 'node:assert/strict';
import {existsSync, mkdirSync} from 'node:fs';
import path from 'node:path';
import {commit, deploy, deployable, type DeployProject, git, write} from './support/deploys.ts';
import {refusalOf} from './support/refusals.ts';

const FILES = {
  'docker-compose.yml': "services:\n  web: {image: 'busybox:1.35', init: true, command: sleep 600}\n",
  'dc.stage.yml': 'services: {}\n',
};

describe('repositories of one name without a remote', () => {
  let project: DeployProject;
  let other: DeployProject;

  beforeEach(async () => {
    project = deployable({...FILES, 'mine.txt': 'mine'});
    // The name of the folder would be another one in each.
    write(project, {'countable.yml': `name: ${project.name}\n`});
    commit(project);
    git(project, 'remote', 'remove', 'origin');
    const workspace = path.join(project.folder, 'other', project.name);
    mkdirSync(workspace, {recursive: true});
    other = {...project, workspace};
    git(other, 'init', '--quiet', '--initial-branch=develop');
    write(other, {...FILES, 'countable.yml': `name: ${project.name}\n`, 'other.txt': 'of the other'});
    commit(other, {message: 'Begin another'});
    const {exitCode, stderr} = await deploy(project);
    assert.equal(exitCode, 0, stderr);
  });
  afterEach(() => {
    project.remove();
  });

  const here = (file: string) => path.join(project.root, `${project.name}-stage`, file);
  const isRefused = async (words: readonly string[] = []) => {
    const run = await deploy(other, {words});
    const {code, message} = refusalOf(run);
    assert.equal(code, 'PROJECT_COLLISION', message);
    assert.deepEqual(['mine.txt', 'other.txt'].map(here).map(existsSync), [true, false]);
    return message;
  };

  it('do not deploy over each other', async () => {
    const root = git(project, 'rev-list', '--max-parents=0', 'HEAD').slice(0, 7);
    assert.match(
      await isRefused(),
      new RegExp(`belongs to a project without a remote, the one that began with the commit ${root}, not to`),
    );
  });
});
