import assert from 'node:assert/strict';
import {existsSync, lstatSync, readFileSync, rmSync, statSync, symlinkSync} from 'node:fs';
import path from 'node:path';
import type {PipelinePlan} from '../../ts-helpers/src/seam/pipelinePlan.ts';
import {countable} from './support/cli.ts';
import {commit, deploy, deployable, deployEnvironment, type DeployProject, write} from './support/deploys.ts';
import {docker} from './support/projects.ts';
import {allGiven, FILES_OF_SECRETS, given} from './support/secretFiles.ts';

describe('secret files of a deploy', () => {
  let project: DeployProject;

  beforeEach(() => {
    project = deployable(FILES_OF_SECRETS);
  });
  afterEach(() => {
    project.remove();
  });

  const here = (file: string) => path.join(project.root, `${project.name}-stage`, file);
  const inContainer = (script: string) => docker('exec', `${project.name}-stage-web-1`, 'sh', '-c', script);

  it('come to their places, for Compose or for users of containers, and to nobody else', async () => {
    const misspelt = path.join(project.folder, 'given-COUNTABLE_FILE_LOCAL_ENV');
    const {exitCode, stdout, stderr, result} = await deploy(project, {
      env: {...allGiven(project), COUNTABLE_FILE_PASWORD_TXT: misspelt},
    });
    assert.equal(exitCode, 0, stderr);
    assert.equal(result.outcome, 'passed');
    assert.deepEqual(
      result.warnings?.map(({code, message}) => [code, message]),
      [
        [
          'SECRET_FILE_UNUSED',
          'COUNTABLE_FILE_PASWORD_TXT is given, and no compose file names a file for it.',
        ],
      ],
      'one that nobody names changes nothing',
    );
    assert.equal(
      inContainer('echo $TOKEN; cat /run/secrets/password /site /key.pem'),
      'tok-of-web\npw-of-the-database\nlisten 80\nkey-of-the-site',
    );
    assert.doesNotMatch(stdout + stderr, /tok-of-web|pw-of-the-database|key-of-the-site/);
    const mode = (file: string) => (statSync(here(file)).mode & 0o777).toString(8);
    assert.deepEqual(['local.env', 'secrets', 'conf', '.'].map(mode), ['600', '700', '700', '755']);
    assert.equal(mode('secrets/password.txt'), '644', 'a container’s user reads it');

    // Kept where they are not given again, replaced where they changed, and gone where nobody names them.
    const kept = await deploy(project);
    assert.equal(kept.exitCode, 0, kept.stderr);
    assert.match(kept.stderr, / 0 files written, 0 removed/);
    const changed = await deploy(project, {
      env: given(project, {COUNTABLE_FILE_SECRETS_PASSWORD_TXT: 'another-password\n'}),
    });
    assert.equal(changed.exitCode, 0, changed.stderr);
    assert.equal(inContainer('cat /run/secrets/password'), 'another-password', 'its container is replaced');
    write(project, {
      'docker-compose.yml': 'services: {web: {image: "busybox:1.35", init: true, command: sleep 600}}\n',
    });
    commit(project);
    assert.equal((await deploy(project)).exitCode, 0);
    assert.equal(existsSync(here('secrets/password.txt')), false);
  });

  it('may lie in the folder already, put there by hand', async () => {
    const env = allGiven(project);
    delete env['COUNTABLE_FILE_SECRETS_PASSWORD_TXT'];
    assert.equal((await deploy(project, {env})).result.error?.code, 'FILE_MISSING');
    write(
      {...project, workspace: path.join(project.root, `${project.name}-stage`)},
      {
        'secrets/password.txt': 'put-by-hand\n',
      },
    );
    const {exitCode, stdout, stderr} = await deploy(project, {env});
    assert.equal(exitCode, 0, stderr);
    assert.equal(inContainer('cat /run/secrets/password'), 'put-by-hand');
    assert.doesNotMatch(stdout + stderr, /put-by-hand/);
    assert.equal((await deploy(project, {env})).exitCode, 0);
    assert.equal(readFileSync(here('secrets/password.txt'), 'utf8'), 'put-by-hand\n');
  });

  it('reach a build, an extended service and an included file, and stay out of the image', async () => {
    write(project, {
      'docker-compose.yml': `include: [more/compose.yml]
services:
  web:
    extends: {file: base/common.yml, service: base}
    build: {context: ., secrets: [token]}
    init: true
    command: sleep 600
secrets: {token: {file: ./token.txt}}
`,
      'base/common.yml': 'services: {base: {env_file: common.env}}\n',
      'more/compose.yml':
        'services: {helper: {image: "busybox:1.35", init: true, command: sleep 600, env_file: helper.env}}\n',
      Dockerfile:
        'FROM busybox:1.35\nRUN --mount=type=secret,id=token wc -c < /run/secrets/token > /length\nCOPY . /all\n',
      '.gitignore': '*.env\n*.txt\n',
    });
    commit(project);
    const env = given(project, {
      COUNTABLE_FILE_TOKEN_TXT: 'tok-of-the-build\n',
      COUNTABLE_FILE_BASE_COMMON_ENV: 'COMMON=yes\n',
      COUNTABLE_FILE_MORE_HELPER_ENV: 'HELPER=yes\n',
    });
    const {exitCode, stderr} = await deploy(project, {env});
    assert.equal(exitCode, 0, stderr);
    assert.equal(
      inContainer('cat /length; echo $COMMON; ls /all/token.txt 2>&1 || true').split('\n')[0],
      '17',
    );
    assert.match(inContainer('ls /all/token.txt 2>&1 || true'), /No such file/);
    assert.equal(docker('exec', `${project.name}-stage-helper-1`, 'sh', '-c', 'echo $HELPER'), 'yes');
  });

  it('are bound by the plan of that environment, each to a variable of its own', async () => {
    const {stdout} = await countable(['plan', '--json', '--branch', 'develop'], {
      cwd: project.workspace,
      env: deployEnvironment(project),
    });
    const {groups} = JSON.parse(stdout) as PipelinePlan;
    const [deployment] = groups.flatMap(({stages}) => stages).filter(({verb}) => verb === 'deploy');
    const id = (path: string) => `${project.name}-stage-${path}`;
    assert.deepEqual(deployment?.credentials, [
      {id: id('env'), kind: 'file', variable: 'COUNTABLE_ENV_FILE'},
      {id: id('local.env'), kind: 'file', variable: 'COUNTABLE_FILE_LOCAL_ENV'},
      {id: id('conf-key.pem'), kind: 'file', variable: 'COUNTABLE_FILE_CONF_KEY_PEM'},
      {id: id('site.conf'), kind: 'file', variable: 'COUNTABLE_FILE_SITE_CONF'},
      {id: id('secrets-password.txt'), kind: 'file', variable: 'COUNTABLE_FILE_SECRETS_PASSWORD_TXT'},
    ]);
  });

  it('are found where a variable leads to them, once Compose has told where that is', async () => {
    write(project, {
      'docker-compose.yml': FILES_OF_SECRETS['docker-compose.yml'].replace('./secrets/', '${SECRETS:?}/'),
    });
    commit(project);
    const env = {...allGiven(project), SECRETS: './secrets'};
    const {exitCode, stderr} = await deploy(project, {env});
    assert.equal(exitCode, 0, stderr);
    assert.equal(inContainer('cat /run/secrets/password'), 'pw-of-the-database');
    const kept = await deploy(project, {env: {SECRETS: './secrets'}});
    assert.equal(kept.exitCode, 0, kept.stderr);
    assert.equal(inContainer('cat /run/secrets/password'), 'pw-of-the-database');
  });

  it('come to where a link of the project leads, and never out of it', async () => {
    symlinkSync('shared', path.join(project.workspace, 'conf'));
    write(project, {'shared/README': ''});
    commit(project);
    const {exitCode, stderr} = await deploy(project, {env: allGiven(project)});
    assert.equal(exitCode, 0, stderr);
    assert.equal(inContainer('cat /key.pem'), 'key-of-the-site');
    assert.equal(readFileSync(here('shared/key.pem'), 'utf8'), 'key-of-the-site\n');
    assert.ok(lstatSync(here('conf')).isSymbolicLink());
    rmSync(path.join(project.workspace, 'conf'));
    symlinkSync('../..', path.join(project.workspace, 'conf'));
    commit(project);
    const out = await deploy(project, {env: allGiven(project)});
    assert.equal(out.result.error?.code, 'FILE_MISSING', out.stderr);
    assert.equal(existsSync(path.join(project.folder, 'key.pem')), false);
  });
});
