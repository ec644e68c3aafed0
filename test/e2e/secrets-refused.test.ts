import assert from 'node:assert/strict';
import path from 'node:path';
import {commit, type DeployProject, deploy, deployable, secretFile, write} from './support/deploys.ts';
import {countable} from './support/cli.ts';
import {refused} from './support/refusals.ts';

const FILES = {
  'docker-compose.yml':
    'services: {web: {image: "busybox:1.35", env_file: [local.env], environment: {A: "${A:-}"}}}\n',
  'dc.stage.yml': 'services: {}\n',
  'local.env': 'B=1\n',
};

/** Each with a secret that Compose would print. */
const CASES: readonly {text: string; local?: string; code: string; where: string; says: RegExp}[] = [
  {
    text: 'X=1\nDB_PASSWORD=p4ss$Kanarie\n',
    code: 'ENV_FILE_DOLLAR',
    where: 'secrets.env:2',
    says: /DB_PASSWORD, line 2 of \S*\/secrets\.env/,
  },
  {
    text: 'DB_PASSWORD=p4ss${Kanarie\n',
    code: 'ENV_FILE_DOLLAR',
    where: 'secrets.env:1',
    says: /DB_PASSWORD, line 1/,
  },
  {
    text: 'DB_PASSWORD=p4ss${Kanarie:?kanarie}\n',
    code: 'ENV_FILE_DOLLAR',
    where: 'secrets.env:1',
    says: /DB_PASSWORD, line 1/,
  },
  {
    text: 'DB_PASSWORD="p4ss$Kanarie"\n',
    code: 'ENV_FILE_DOLLAR',
    where: 'secrets.env:1',
    says: /DB_PASSWORD, line 1/,
  },
  {
    text: 'DB_PASSWORD=x\nKana/rie+kanarie==\n',
    code: 'ENV_FILE_INVALID',
    where: 'secrets.env:2',
    says: /value of DB_PASSWORD, line 1, that needs quotes/,
  },
  {
    text: 'my Kanarie=1\n',
    code: 'ENV_FILE_INVALID',
    where: 'secrets.env:1',
    says: /^The name before the = in line 1 of \S*\/secrets\.env has a blank in it/,
  },
  {
    text: 'X=1\nDB_PASSWORD="kanarie\nY=2\n',
    code: 'ENV_FILE_INVALID',
    where: 'secrets.env:2',
    says: /DB_PASSWORD, line 2 of \S*\/secrets\.env, begins with a quote/,
  },
  {
    text: 'KEY={\n  "kanarie": "x"\n}\n',
    code: 'ENV_FILE_INVALID',
    where: 'secrets.env:2',
    says: /value of KEY, line 1/,
  },
  {
    text: '',
    local: 'B=1\nTOKEN=p4ss$Kanarie\n',
    code: 'ENV_FILE_DOLLAR',
    where: 'local.env:2',
    says: /TOKEN, line 2 of local\.env/,
  },
  {
    text: '',
    local: 'kanarie/1=x\n',
    code: 'ENV_FILE_INVALID',
    where: 'local.env:1',
    says: /Line 1 of local\.env/,
  },
];

describe('what Compose has against a secret file', () => {
  let project: DeployProject;

  afterEach(() => {
    project.remove();
  });

  for (const {text, local, code, where, says} of CASES)
    it(`is told without a piece of ${JSON.stringify(local ?? text)}`, async () => {
      project = deployable(local === undefined ? FILES : {...FILES, 'local.env': local});
      const env = {COUNTABLE_ENV_FILE: secretFile(project, text)};
      const error = await refused(project, {env});
      const at = local === undefined ? path.join(project.folder, where) : where;
      assert.deepEqual([error.code, error.where], [code, at]);
      assert.match(error.message, says);
      assert.doesNotMatch(JSON.stringify(error), /kanarie|p4ss/i);
    });

  it('is told by the lines of the file that was given, where the repository has an .env of its own', async () => {
    project = deployable({...FILES, '.env': 'PORT=1\n\nHOST=x\n'});
    const env = {COUNTABLE_ENV_FILE: secretFile(project, 'X=1\nDB_PASSWORD=p4ss$Kanarie\n')};
    const {where} = await refused(project, {env});
    assert.equal(where, path.join(project.folder, 'secrets.env:2'));
    write(project, {'.env': 'PORT=1\nHOST=x$Kanarie\n'});
    commit(project);
    assert.equal((await refused(project, {env})).where, '.env:2');
  });

  it('is told also of a file that becomes one beside it', async () => {
    project = deployable({...FILES, '.gitignore': 'local.env\n'});
    const env = {COUNTABLE_FILE_LOCAL_ENV: secretFile(project, 'B=p4ss$Kanarie\n')};
    assert.equal((await refused(project, {env})).where, path.join(project.folder, 'secrets.env:1'));
  });

  it('is that what tests draw would be the password of a deploy', async () => {
    for (const value of ['<generate>', '<genrate>', '<GENERATE>', '"<generate 8>"', 'x<generate>']) {
      project = deployable(FILES);
      const env = {COUNTABLE_ENV_FILE: secretFile(project, `X=1\nDB_PASSWORD=${value}\n`)};
      const {code, where, remedy} = await refused(project, {env});
      assert.deepEqual([code, where], ['NOT_DRAWN', path.join(project.folder, 'secrets.env:2')]);
      assert.match(remedy, /openssl rand -hex 24/);
      project.remove();
    }
    project = deployable({...FILES, '.env': 'A=1\nDB_PASSWORD=<generate>\n'});
    const {code, where} = await refused(project);
    assert.deepEqual([code, where], ['NOT_DRAWN', '.env:2']);
    const given = {COUNTABLE_ENV_FILE: secretFile(project, 'DB_PASSWORD=Zk3-secret-9911\n')};
    const {exitCode, stderr} = await deploy(project, {env: given, words: ['--plan']});
    assert.equal(exitCode, 0, stderr);
  });

  it('is cured by what the remedy says', async () => {
    project = deployable(FILES);
    for (const text of [
      "DB_PASSWORD='p4ss$Kanarie'\n",
      'DB_PASSWORD=p4ss$$Kanarie\n',
      'KEY=\'{\n  "kanarie": "x"\n}\'\n',
    ]) {
      const {exitCode, stderr} = await countable(['deploy', 'stage', '--plan'], {
        cwd: project.workspace,
        env: {COUNTABLE_DEPLOY_ROOT: project.root, COUNTABLE_ENV_FILE: secretFile(project, text)},
      });
      assert.equal(exitCode, 0, stderr);
    }
  });

  it('is told of the workspace’s .env in a test run as well', async () => {
    project = deployable({...FILES, '.env': 'DB_PASSWORD=p4ss$Kanarie\n'});
    const {exitCode, stdout, stderr} = await countable(['test', '--json'], {cwd: project.workspace});
    assert.equal(exitCode, 4);
    assert.match(stdout, /ENV_FILE_DOLLAR/);
    assert.doesNotMatch(stdout + stderr, /kanarie|p4ss/i);
  });

  it('is warned of where Compose cuts a value and says nothing', async () => {
    project = deployable(FILES);
    const env = {COUNTABLE_ENV_FILE: secretFile(project, 'X=1\nDB_PASSWORD="kanarie"tail\n')};
    const {stderr} = await deploy(project, {env, words: ['--plan']});
    assert.match(
      stderr,
      /! ENV_FILE_INVALID: The value of DB_PASSWORD, line 2 of \S*\/secrets\.env, ends at its second quote/,
    );
    assert.doesNotMatch(stderr, /kanarie/);
  });

  it('is nothing where a secret is only weak, which is said once and without it', async () => {
    project = deployable(FILES);
    const env = {
      COUNTABLE_ENV_FILE: secretFile(project, 'DB_PASSWORD=postgres\nA_TOKEN=orange\nB_SECRET=hunter2-ok\n'),
    };
    const {exitCode, stderr} = await deploy(project, {env, words: ['--plan']});
    assert.equal(exitCode, 0, stderr);
    assert.equal(
      stderr.match(/! WEAK_SECRET: DB_PASSWORD, A_TOKEN are not hidden in logs/g)?.length,
      1,
      stderr,
    );
    assert.doesNotMatch(stderr, /orange|B_SECRET/);
  });

  it('is warned of where production would use the default that everybody can read', async () => {
    const compose = `services:
  web:
    image: busybox:1.35
    command: sleep 600
    environment:
      DB_PASSWORD: \${DB_PASSWORD:-kanarie-default}
      COLOUR: \${COLOUR:-red}
`;
    project = deployable({
      ...FILES,
      'docker-compose.yml': compose,
      'dc.prod.yml': 'services: {}\n',
    });
    const planned = async (environment: string, text: string) => {
      const env = {COUNTABLE_ENV_FILE: secretFile(project, text)};
      const {exitCode, stderr} = await deploy(project, {environment, env, words: ['--plan']});
      assert.equal(exitCode, 0, stderr);
      return stderr;
    };
    const told = await planned('prod', 'X=1\n');
    assert.match(told, /! DEFAULT_SECRET: Production uses for DB_PASSWORD what stands in the compose file/);
    assert.match(told, /Add DB_PASSWORD to the secret file \(COUNTABLE_ENV_FILE\)/);
    assert.doesNotMatch(told, /COLOUR|kanarie/);
    assert.doesNotMatch(await planned('prod', 'DB_PASSWORD=Xk29-real-secret\n'), /DEFAULT_SECRET/);
    assert.doesNotMatch(await planned('stage', 'X=1\n'), /DEFAULT_SECRET/);
  });
});
