import assert from 'node:assert/strict';
import {existsSync} from 'node:fs';
import {lstat, readFile, rm, symlink} from 'node:fs/promises';
import path from 'node:path';
import type {Warning} from '../../../../ts-helpers/src/result/result.ts';
import {createHost, type DeployGiven, type Host, SITE} from '../../../fakes/deploying.ts';
import {createRepository, type Repository} from '../../../fakes/repository.ts';

const naming = (file: string) => ({
  ...SITE,
  'dc.stage.yml': `services: {web: {secrets: [token]}}\nsecrets: {token: {file: "${file}"}}\n`,
});

describe('secret files of a deploy, in process', () => {
  let host: Host;
  afterEach(() => host.remove());

  const begin = async (files: Readonly<Record<string, string>>): Promise<Host> => {
    host = await createHost(files);
    await host.put({'given/token': 'very-secret-token'});
    return host;
  };
  const token = () => ({COUNTABLE_FILE_SECRETS_TOKEN_TXT: path.join(host.root, 'given/token')});
  const laid = (file: string) => readFile(path.join(host.folder, file), 'utf8');

  it('come to where a variable leads, and are kept there', async () => {
    await begin({...naming('${SECRETS}/token.txt'), '.env': 'SECRETS=./secrets\n'});
    await host.deploy({secretFiles: token()});
    assert.equal(await laid('secrets/token.txt'), 'very-secret-token');
    await host.deploy();
    assert.equal(await laid('secrets/token.txt'), 'very-secret-token');
  });

  it('may have been put there by hand, and are hidden', async () => {
    await begin(naming('./secrets/token.txt'));
    await assert.rejects(host.deploy(), {code: 'FILE_MISSING'});
    await host.put({'deploys/shop-stage/secrets/token.txt': 'put-by-hand'});
    await host.deploy();
    await host.deploy();
    assert.equal(await laid('secrets/token.txt'), 'put-by-hand');
    assert.ok(host.voice.hidden.includes('put-by-hand'));
  });

  it('come to where a link of the project leads, and never out of it', async () => {
    await begin({...naming('./secrets/token.txt'), 'shared/README': ''});
    const link = path.join(host.workspace, 'secrets');
    await symlink('shared', link);
    await host.deploy({secretFiles: token()});
    assert.equal(await laid('shared/token.txt'), 'very-secret-token');
    assert.ok((await lstat(path.join(host.folder, 'secrets'))).isSymbolicLink());
    await rm(link);
    await symlink('../..', link);
    await assert.rejects(host.deploy({secretFiles: token()}), {code: 'FILE_MISSING'});
    assert.equal(existsSync(path.join(host.root, '../token.txt')), false);
  });

  it('go once nothing names them, and are replaced where they changed', async () => {
    await begin(naming('./secrets/token.txt'));
    await host.deploy({secretFiles: token()});
    await host.put({'given/token': 'another-secret'});
    await host.deploy({secretFiles: token()});
    assert.equal(await laid('secrets/token.txt'), 'another-secret');
    await host.write({'dc.stage.yml': 'services: {}\n'});
    await host.deploy();
    assert.equal(existsSync(path.join(host.folder, 'secrets/token.txt')), false);
  });
});

describe('a secret file that lies in the project, in process', () => {
  let host: Host;
  let repository: Repository;
  const begin = async (files: Readonly<Record<string, string>> = {}) => {
    host = await createHost({...SITE, ...files});
    repository = createRepository(host.workspace);
    repository.commit('Begin');
  };
  afterEach(() => host.remove());

  const here = (file: string) => existsSync(path.join(host.folder, file));
  const told = async (given: DeployGiven): Promise<readonly Warning[]> =>
    ((await host.deploy(given)).warnings ?? []).filter(({code}) => code === 'SECRET_IN_PROJECT');
  const inProject = (file: string) => ({secretFile: path.join(host.workspace, file)});

  it('never goes with the release, and is told where git does not ignore it', async () => {
    await begin();
    await host.write({'stage.env': 'PASSWORD=of-the-stage\n', 'test.env': 'TOKEN=of-the-tests\n'});
    const [first, second] = await told({
      ...inProject('stage.env'),
      testSecretFile: path.join(host.workspace, 'test.env'),
    });
    assert.match(first?.message ?? '', /^stage\.env, .*: git does not ignore it, and the next git add/);
    assert.match(second?.message ?? '', /^test\.env, .*COUNTABLE_TEST_ENV_FILE/);
    assert.deepEqual(['stage.env', 'test.env'].map(here), [false, false]);
  });

  it('is told where it is committed, also by way of a link', async () => {
    await begin({'conf/stage.env': 'PASSWORD=of-the-stage\n'});
    await symlink('conf/stage.env', path.join(host.workspace, 'link.env'));
    const [warning] = await told(inProject('link.env'));
    assert.match(warning?.message ?? '', /: it is committed, or about to be/);
    assert.match(warning?.remedy ?? '', /git rm --cached conf\/stage\.env/);
    assert.deepEqual(['conf', 'link.env'].map(here), [false, false]);
  });

  it('is told where a build is given it, unless .dockerignore leaves it out', async () => {
    await begin({'.gitignore': 'stage.env\n'});
    await host.write({'stage.env': 'PASSWORD=of-the-stage\n'});
    const [warning] = await told(inProject('stage.env'));
    assert.match(
      warning?.message ?? '',
      /: the build of web is given it, for no \.dockerignore leaves it out\.$/,
    );
    await host.write({'.dockerignore': '*.env\n'});
    assert.deepEqual(await told(inProject('stage.env')), []);
  });

  it('is laid where the compose files name it, for its user alone', async () => {
    await begin({'dc.stage.yml': 'services: {web: {env_file: stage.env}}\n'});
    await host.write({'stage.env': 'PASSWORD=of-the-stage\n'});
    await host.deploy(inProject('stage.env'));
    const at = path.join(host.folder, 'stage.env');
    assert.equal(await readFile(at, 'utf8'), 'PASSWORD=of-the-stage\n');
    assert.equal((await lstat(at)).mode & 0o777, 0o600);
  });
});
