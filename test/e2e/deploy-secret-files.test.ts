import assert from 'node:assert/strict';
import {existsSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import type {PipelinePlan} from '../../ts-helpers/src/domain/pipeline.ts';
import {countable} from './support/cli.ts';
import {commit, deploy, deployable, deployEnvironment, type DeployProject, write} from './support/deploys.ts';
import {docker} from './support/projects.ts';
import {refusalOf, refused} from './support/refusals.ts';

const FILES = {
  'docker-compose.yml': `services:
  web:
    image: busybox:1.35
    init: true
    user: '1000'
    command: sleep 600
    env_file: local.env
    secrets: [password]
    configs: [site]
    volumes: ['./conf/key.pem:/key.pem:ro']
secrets:
  password:
    file: ./secrets/password.txt
configs:
  site:
    file: ./site.conf
`,
  'dc.stage.yml': 'services: {}\n',
  '.gitignore': 'local.env\nsecrets/\n*.pem\nsite.conf\n',
};

describe('secret files of a deploy', () => {
  let project: DeployProject;

  beforeEach(() => {
    project = deployable(FILES);
  });
  afterEach(() => {
    project.remove();
  });

  const here = (file: string) => path.join(project.root, `${project.name}-stage`, file);
  const given = (some: Record<string, string>): NodeJS.ProcessEnv =>
    Object.fromEntries(
      Object.entries(some).map(([variable, content], index) => {
        const file = path.join(project.folder, `given-${index}`);
        writeFileSync(file, content, {mode: 0o600});
        return [variable, file];
      }),
    );
  const ALL = () =>
    given({
      COUNTABLE_FILE_LOCAL_ENV: 'TOKEN=tok-of-web\n',
      COUNTABLE_FILE_SECRETS_PASSWORD_TXT: 'pw-of-the-database\n',
      COUNTABLE_FILE_CONF_KEY_PEM: 'key-of-the-site\n',
      COUNTABLE_FILE_SITE_CONF: 'listen 80\n',
    });
  const inContainer = (script: string) => docker('exec', `${project.name}-stage-web-1`, 'sh', '-c', script);

  it('come to their places, for Compose or for users of containers, and to nobody else', async () => {
    const {exitCode, stdout, stderr, result} = await deploy(project, {env: ALL()});
    assert.equal(exitCode, 0, stderr);
    assert.equal(result.outcome, 'passed');
    assert.equal(
      inContainer('echo $TOKEN; cat /run/secrets/password /site /key.pem'),
      'tok-of-web\npw-of-the-database\nlisten 80\nkey-of-the-site',
    );
    assert.doesNotMatch(stdout + stderr, /tok-of-web|pw-of-the-database|key-of-the-site/);
    const mode = (file: string) => (statSync(here(file)).mode & 0o777).toString(8);
    assert.deepEqual(['local.env', 'secrets', 'conf', '.'].map(mode), ['600', '700', '700', '755']);
    assert.equal(mode('secrets/password.txt'), '644', 'a container’s user reads it');
  });

  it('are kept where they are not given again, replaced where they changed, and go where nobody names them', async () => {
    assert.equal((await deploy(project, {env: ALL()})).exitCode, 0);
    const kept = await deploy(project);
    assert.equal(kept.exitCode, 0, kept.stderr);
    assert.match(kept.stderr, / 0 files written, 0 removed/);
    const changed = await deploy(project, {
      env: given({COUNTABLE_FILE_SECRETS_PASSWORD_TXT: 'another-password\n'}),
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
    const env = ALL();
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

  it('are told all together where they are missing, each with file, line and cure, before anything is started', async () => {
    const {code, exitCode, where, message, remedy} = await refused(project);
    assert.deepEqual([code, exitCode], ['FILE_MISSING', 4]);
    assert.equal(where, [7, 10, 13, 16].map(line => `docker-compose.yml:${line}`).join(', '));
    assert.match(
      message,
      /local\.env, which git ignores; .*secrets\/password\.txt, which git ignores; .*site\.conf/,
    );
    assert.match(
      remedy,
      new RegExp(
        `countable jenkins credentials --set ${project.name}-stage-secrets-password\\.txt --from secrets/password\\.txt; on a laptop COUNTABLE_FILE_SECRETS_PASSWORD_TXT=secrets/password\\.txt`,
      ),
    );
    assert.match(remedy, /`required: false`/);
  });

  it('are told as well where Compose would not miss them: a mount of a file that would become a folder', async () => {
    const env = ALL();
    delete env['COUNTABLE_FILE_CONF_KEY_PEM'];
    const {code, where, message} = await refused(project, {env});
    assert.deepEqual([code, where], ['FILE_MISSING', 'docker-compose.yml:10']);
    assert.match(message, /conf\/key\.pem, which git ignores/);
  });

  it('whose variable names no file are refused', async () => {
    const {code, where} = await refused(project, {env: {...ALL(), COUNTABLE_FILE_LOCAL_ENV: '/nowhere'}});
    assert.deepEqual([code, where], ['BAD_ARGUMENT', 'COUNTABLE_FILE_LOCAL_ENV']);
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
      'docker-compose.yml': FILES['docker-compose.yml'].replace('./secrets/', '${SECRETS:?}/'),
    });
    commit(project);
    const env = {...ALL(), SECRETS: './secrets'};
    const {exitCode, stderr} = await deploy(project, {env});
    assert.equal(exitCode, 0, stderr);
    assert.equal(inContainer('cat /run/secrets/password'), 'pw-of-the-database');
  });

  it('of two paths that would have the same name are refused', async () => {
    write(project, {
      'dc.stage.yml': 'services: {web: {env_file: [secrets-password.txt]}}\n',
      '.gitignore': '*.txt\n*.env\n*.pem\n*.conf\n',
    });
    commit(project);
    const {code, message} = refusalOf(await deploy(project, {env: ALL()}));
    assert.equal(code, 'SECRET_FILES_CLASH');
    assert.match(message, /secrets-password\.txt/);
  });
});
