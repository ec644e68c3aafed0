import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {symlink} from 'node:fs/promises';
import path from 'node:path';
import {CommandFailed, UserError} from '../../../../ts-helpers/src/errors/userError.ts';
import {createHost, type DeployGiven, type Host, SITE} from '../../../fakes/deploying.ts';

const JENKINS = {
  jobName: 'shop/develop',
  buildNumber: 12,
  branchName: 'develop',
  buildUrl: 'https://ci.example.org/12/',
};

describe('a deploy that is refused before anything is touched, in process', () => {
  let host: Host;
  const given = async (files: Readonly<Record<string, string>> = SITE): Promise<Host> =>
    (host = await createHost(files));
  const git = (...args: string[]) => execFileSync('git', args, {cwd: host.workspace, stdio: 'pipe'});
  const commit = (subject: string) => {
    git('add', '--all');
    const who = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org'];
    git(...who, 'commit', '--quiet', '--message', subject);
  };
  const refused = async (given: DeployGiven = {}): Promise<UserError> => {
    const before = host.engine.containers.map(({id}) => id);
    const error = await host.deploy(given).then(
      () => assert.fail('it is not refused'),
      (error: unknown) => error as UserError,
    );
    assert.deepEqual(
      host.engine.containers.map(({id}) => id),
      before,
    );
    return error;
  };
  afterEach(() => host.remove());

  it('would lie in the project, or the project in it', async () => {
    const {folder} = await given();
    const nested = {code: 'BAD_SETTING', where: folder};
    const other = async (workspace: string) => {
      const project = {...(await host.project()), workspace};
      await assert.rejects(host.deploy({project}), nested);
    };
    await host.put({'deploys/shop-stage/inner/docker-compose.yml': ''});
    for (const workspace of [host.root, folder, path.join(folder, 'inner')]) await other(workspace);
  });

  it('is none of a project', async () => {
    await given({'index.html': ''});
    assert.equal((await refused()).code, 'NOT_A_PROJECT');
  });

  it('has no file for the environment, and says where it could go', async () => {
    await given({...SITE, 'dc.prod.yml': 'services: {}'});
    const {code, where, remedy} = await refused({environment: 'qa'});
    assert.deepEqual([code, where], ['NO_ENVIRONMENT_FILE', 'dc.qa.yml']);
    assert.match(remedy, /^Deploy to .*prod.*, or add dc\.qa\.yml/);
  });

  it('has no file for previews, and says what is to be in it', async () => {
    await given(SITE);
    const {code, where, message, remedy} = await refused({environment: 'pr-7'});
    assert.deepEqual([code, where], ['NO_ENVIRONMENT_FILE', 'dc.preview.yml']);
    assert.equal(
      message,
      'There is no dc.preview.yml, which says how the preview of pull request 7 differs.',
    );
    assert.match(remedy, /^Add it; .*: `services: \{web: .*how-to\/preview-a-pull-request\.md/);
  });

  it('has compose files that git does not have', async () => {
    await given({...SITE, '.gitignore': 'dc.stage.yml\n'});
    git('init', '--quiet');
    commit('Begin');
    const {code, message, remedy} = await refused();
    assert.equal(code, 'NO_ENVIRONMENT_FILE');
    assert.equal(message, 'dc.stage.yml is there, but git is told to ignore it, so that no deploy has it.');
    assert.equal(remedy, 'Add it: git add --force dc.stage.yml, and commit it.');
  });

  it('has no commit', async () => {
    await given();
    git('init', '--quiet');
    assert.equal((await refused()).code, 'NOTHING_COMMITTED');
  });

  it('has a merge that is not finished', async () => {
    await given();
    git('init', '--quiet', '--initial-branch=develop');
    commit('Begin');
    git('checkout', '--quiet', '-b', 'other');
    for (const [branch, text] of [
      ['other', '<h1>Other</h1>'],
      ['develop', '<h1>Mine</h1>'],
    ] as const) {
      git('checkout', '--quiet', branch);
      await host.write({'index.html': text});
      commit(branch);
    }
    assert.throws(() => git('merge', 'other'));
    const {code, where, message} = await refused();
    assert.deepEqual([code, where], ['MERGE_UNFINISHED', 'index.html']);
    assert.equal(message, 'A merge is not finished: index.html in conflict.');
    git('add', 'index.html');
    assert.equal((await host.deploy()).outcome, 'passed');
  });

  it('names a file that is not there, and says by which line', async () => {
    await given({...SITE, 'dc.stage.yml': 'services:\n  web:\n    env_file: app.env\n'});
    const {code, message} = await refused();
    assert.equal(code, 'FILE_MISSING');
    assert.match(message, /app\.env/);
  });

  it('names a Dockerfile that is not there', async () => {
    await given({...SITE, 'dc.stage.yml': 'services: {web: {build: {context: ., dockerfile: Nope}}}'});
    const {code, message} = await refused();
    assert.equal(code, 'FILE_MISSING');
    assert.match(message, /Nope/);
  });

  it('has what Compose refuses', async () => {
    await given({...SITE, 'dc.stage.yml': 'services: {web: {depends_on: [cache]}}'});
    const {code, message} = await refused();
    assert.equal(code, 'COMPOSE_INVALID');
    assert.match(message, /undefined service "cache"/);
  });

  it('has a variable without a value', async () => {
    await given({
      ...SITE,
      'dc.stage.yml': 'services: {web: {environment: {A: "$NAME"}}}',
      '.env': 'NAMES=x\n',
    });
    assert.match((await refused()).message, /NAME/);
  });

  it('would read out of the project', async () => {
    await given({...SITE, 'dc.stage.yml': 'services: {web: {env_file: app.env}}'});
    await symlink('/etc/hostname', path.join(host.workspace, 'app.env'));
    assert.equal((await refused()).code, 'OUTSIDE_PROJECT');
  });

  it('would publish a port that another program has', async () => {
    const {engine} = await given();
    engine.takenPorts.add(8080);
    const {code, where, message} = await refused();
    assert.deepEqual([code, where], ['PORT_TAKEN', 'docker-compose.yml:5']);
    assert.match(message, /another program of this host/);
  });

  it('would publish a port that a container of another project has', async () => {
    await given();
    await host.deploy();
    await host.write({'countable.yml': 'name: shop-2'});
    const {code, message} = await refused();
    assert.equal(code, 'PORT_TAKEN');
    assert.match(message, /the container shop-stage-web-1/);
  });

  it('would replace what belongs to another project, unless it is told to', async () => {
    const {engine} = await given();
    await host.deploy();
    for (const [index, container] of engine.containers.entries())
      engine.containers[index] = {
        ...container,
        labels: {...container.labels, 'ca.countable.project': 'other'},
      };
    assert.equal((await refused()).code, 'PROJECT_COLLISION');
    assert.equal((await host.deploy({takesOver: true})).outcome, 'passed');
  });

  it('takes nothing over in Jenkins', async () => {
    await given();
    const {code, where} = await refused({takesOver: true, facts: {jenkins: JENKINS as never}});
    assert.deepEqual([code, where], ['BAD_ARGUMENT', '--take-over']);
  });

  it('does not run production with secrets that it was not given', async () => {
    await given({...SITE, 'dc.prod.yml': 'services: {web: {environment: {PASSWORD: "$PASSWORD"}}}'});
    await host.put({'secrets/prod.env': 'PASSWORD=s3cret-of-prod\n'});
    const secretFile = path.join(host.root, 'secrets/prod.env');
    await host.deploy({environment: 'prod', secretFile});
    assert.equal((await refused({environment: 'prod'})).code, 'SECRETS_NOT_GIVEN');
  });

  it('is given a secret file that is not there', async () => {
    await given();
    const {code, where} = await refused({secretFile: '/nowhere/stage.env'});
    assert.equal(code, 'BAD_ARGUMENT');
    assert.ok(where?.startsWith('COUNTABLE_'));
  });

  it('is older than what is live', async () => {
    await given();
    const of = (buildNumber: number) => ({facts: {jenkins: {...JENKINS, buildNumber} as never}});
    await host.deploy(of(13));
    assert.equal((await refused(of(12))).code, 'SUPERSEDED');
  });

  it('tells what is wrong with the machine instead', async () => {
    const {engine} = await given();
    engine.failing.set(
      'compose config',
      new CommandFailed({program: 'docker', args: [], exitCode: 1, tail: []}),
    );
    engine.failing.set('compose version', new UserError('COMPOSE_MISSING', 'There is none.'));
    assert.equal((await refused()).code, 'COMPOSE_MISSING');
  });
});
