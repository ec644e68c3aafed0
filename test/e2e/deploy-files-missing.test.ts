import assert from 'node:assert/strict';
import {mkdirSync, statSync} from 'node:fs';
import path from 'node:path';
import {commit, deploy, deployable, type DeployProject, write} from './support/deploys.ts';
import {allGiven, FILES_OF_SECRETS} from './support/secretFiles.ts';
import {refusalOf, refused} from './support/refusals.ts';

describe('secret files that are missing', () => {
  let project: DeployProject;

  beforeEach(() => {
    project = deployable(FILES_OF_SECRETS);
  });
  afterEach(() => {
    project.remove();
  });

  it('are told all together where they are missing, each with file, line and cure, before anything is started', async () => {
    const {code, exitCode, where, message, remedy} = await refused(project);
    assert.deepEqual([code, exitCode], ['FILE_MISSING', 4]);
    assert.equal(where, [7, 10, 13, 16].map(line => `docker-compose.yml:${line}`).join(', '));
    assert.match(
      message,
      /local\.env, which git ignores; .*secrets\/password\.txt, which git ignores; .*site\.conf/,
    );
    const id = `${project.name}-stage-secrets-password.txt`;
    assert.ok(remedy.includes(`, then --set ${id} --from secrets/password.txt, then `), remedy);
    assert.match(
      remedy,
      /; on a laptop COUNTABLE_FILE_LOCAL_ENV=local\.env .* COUNTABLE_FILE_SITE_CONF=site\.conf\./,
    );
    assert.match(remedy, /`required: false`/);
  });

  it('are told as well where Compose would not miss them: a mount of a file that would become a folder', async () => {
    const env = allGiven(project);
    delete env['COUNTABLE_FILE_CONF_KEY_PEM'];
    const {code, where, message} = await refused(project, {env});
    assert.deepEqual([code, where], ['FILE_MISSING', 'docker-compose.yml:10']);
    assert.match(message, /conf\/key\.pem, which git ignores/);
  });

  it('are told as missing also where Docker has made a folder of one, which gives way to the file', async () => {
    const place = path.join(project.root, `${project.name}-stage`, 'conf/key.pem');
    mkdirSync(place, {recursive: true});
    const env = allGiven(project);
    const key = env['COUNTABLE_FILE_CONF_KEY_PEM'];
    delete env['COUNTABLE_FILE_CONF_KEY_PEM'];
    assert.equal(refusalOf(await deploy(project, {env})).code, 'FILE_MISSING');
    const {exitCode, stderr} = await deploy(project, {env: {...env, COUNTABLE_FILE_CONF_KEY_PEM: key}});
    assert.equal(exitCode, 0, stderr);
    assert.ok(statSync(place).isFile());
  });

  it('whose variable names no file are refused', async () => {
    const {code, where} = await refused(project, {
      env: {...allGiven(project), COUNTABLE_FILE_LOCAL_ENV: '/nowhere'},
    });
    assert.deepEqual([code, where], ['BAD_ARGUMENT', 'COUNTABLE_FILE_LOCAL_ENV']);
  });

  it('of two paths that would have the same name are refused', async () => {
    write(project, {
      'dc.stage.yml': 'services: {web: {env_file: [secrets-password.txt]}}\n',
      '.gitignore': '*.txt\n*.env\n*.pem\n*.conf\n',
    });
    commit(project);
    const {code, message} = refusalOf(await deploy(project, {env: allGiven(project)}));
    assert.equal(code, 'SECRET_FILES_CLASH');
    assert.match(message, /secrets-password\.txt/);
  });
});
