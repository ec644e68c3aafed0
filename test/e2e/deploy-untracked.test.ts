import assert from 'node:assert/strict';
import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {deploy, deployable, type DeployOptions, type DeployProject, git, write} from './support/deploys.ts';
import {docker} from './support/projects.ts';
import {refusalOf, refused} from './support/refusals.ts';

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
  const inJenkins = (): DeployOptions => {
    const facts = path.join(project.folder, 'facts.json');
    writeFileSync(
      facts,
      JSON.stringify({
        jenkins: {jobName: `${project.name}-stage`, buildNumber: 1},
        scm: {GIT_BRANCH: 'origin/develop'},
      }),
    );
    return {words: ['--facts', facts]};
  };

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

  it('are none of a deploy in Jenkins, where they are leftovers', async () => {
    write(project, {'dc.stage.yml': 'services: {}\n'});
    git(project, 'add', 'dc.stage.yml');
    write(project, {'left.txt': 'of another build'});
    const {exitCode, stderr} = await deploy(project, inJenkins());
    assert.equal(exitCode, 0, stderr);
    assert.equal(existsSync(here('left.txt')), false);
  });

  it('are told as just that where the override of the environment is one, in Jenkins', async () => {
    write(project, {'dc.stage.yml': 'services: {}\n'});
    assert.deepEqual(await refused(project, inJenkins()), {
      code: 'NO_ENVIRONMENT_FILE',
      exitCode: 4,
      message: 'dc.stage.yml is there, but it is not added to git, so that no deploy has it.',
      where: 'dc.stage.yml',
      remedy: 'Add it: git add dc.stage.yml, and commit it.',
    });
  });

  it('are told as just that where git ignores the override of the environment', async () => {
    write(project, {'dc.stage.yml': 'services: {}\n', '.gitignore': 'dc.*.yml\n'});
    assert.deepEqual(await refused(project), {
      code: 'NO_ENVIRONMENT_FILE',
      exitCode: 4,
      message: 'dc.stage.yml is there, but git is told to ignore it, so that no deploy has it.',
      where: 'dc.stage.yml',
      remedy: 'Add it: git add --force dc.stage.yml, and commit it.',
    });
  });

  it('are told as just that where the compose file itself is one', async () => {
    git(project, 'rm', '--quiet', '--cached', 'docker-compose.yml');
    write(project, {'dc.stage.yml': 'services: {}\n', '.gitignore': 'docker-compose.yml\n'});
    const {code, message} = await refused(project);
    assert.deepEqual(
      [code, message],
      [
        'NOT_A_PROJECT',
        'docker-compose.yml is there, but git is told to ignore it, so that no deploy has it.',
      ],
    );
  });

  it('are never read by Compose, although they lie in the workspace', async () => {
    write(project, {
      'dc.stage.yml': 'services: {web: {env_file: [conf/app.log]}}\n',
      'conf/site.conf': '',
      'conf/app.log': 'A=1\n',
    });
    const {code, where, message} = await refused(project);
    assert.deepEqual([code, where], ['FILE_MISSING', 'dc.stage.yml:1']);
    assert.equal(
      message,
      'dc.stage.yml:1 names a file that the deploy does not have: conf/app.log, which git ignores.',
    );
  });

  it('are all there is without git', async () => {
    write(project, {
      'dc.stage.yml': 'services: {}\n',
      'x.log': 'part of it',
      'countable.yml': `name: ${project.name}\n`,
    });
    const {execFileSync} = await import('node:child_process');
    execFileSync('rm', ['-rf', path.join(project.workspace, '.git')]);
    const {exitCode, stderr} = await deploy(project);
    assert.equal(exitCode, 0, stderr);
    assert.equal(readFileSync(here('x.log'), 'utf8'), 'part of it');
  });

  it('are not taken for all there is where git refuses to read the repository', async () => {
    write(project, {'dc.stage.yml': 'services: {}\n', 'x.log': ''});
    const {code, remedy} = refusalOf(await deploy(project, {env: {GIT_TEST_ASSUME_DIFFERENT_OWNER: '1'}}));
    assert.equal(code, 'GIT_REFUSED');
    assert.match(remedy, /safe\.directory/);
    assert.equal(existsSync(here('x.log')), false);
  });
});
