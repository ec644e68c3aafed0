import assert from 'node:assert/strict';
import {existsSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {deploy, deployable, type DeployProject, write} from './support/deploys.ts';
import {docker} from './support/projects.ts';

const FILES = {
  'docker-compose.yml': 'services: {web: {image: "busybox:1.35", init: true, command: sleep 600}}\n',
  '.gitignore': '*.log\n/cache/\n',
};

describe('files that are not in the commit', () => {
  let project: DeployProject;

  beforeEach(() => {
    project = deployable(FILES);
  });
  afterEach(() => {
    project.remove();
  });

  const here = (file: string) => path.join(project.root, `${project.name}-stage`, file);

  it('are part of a deploy on a laptop, but for those that git ignores; the version tells', async () => {
    write(project, {'dc.stage.yml': 'services: {}\n', 'new/file.txt': 'new', 'x.log': '', 'cache/y': ''});
    const {exitCode, stderr} = await deploy(project);
    assert.equal(exitCode, 0, stderr);
    assert.equal(readFileSync(here('new/file.txt'), 'utf8'), 'new');
    assert.deepEqual([existsSync(here('x.log')), existsSync(here('cache'))], [false, false]);
    const version = docker(
      'inspect',
      '--format',
      '{{index .Config.Labels "ca.countable.version"}}',
      `${project.name}-stage-web-1`,
    );
    assert.match(version, /-dirty$/);
  });
});
