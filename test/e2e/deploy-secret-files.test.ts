import assert from 'node:assert/strict';
import {statSync} from 'node:fs';
import path from 'node:path';
import {commit, deploy, deployable, type DeployProject, write} from './support/deploys.ts';
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
});
