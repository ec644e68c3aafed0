import assert from 'node:assert/strict';
import {existsSync} from 'node:fs';
import {readFile, rm} from 'node:fs/promises';
import path from 'node:path';
import {UserError} from '../../../../ts-helpers/src/errors/userError.ts';
import {createHost, type Host, SITE} from '../../../fakes/deploying.ts';
import {createRepository} from '../../../fakes/repository.ts';

const DEEPER = {
  'docker/compose.yml': SITE['docker-compose.yml'].replace('build: .', 'build: ..'),
  'docker/dc.stage.yml': 'services: {web: {environment: {STAGE: "beside"}}}\n',
  'countable.yml': 'compose: {file: docker/compose.yml}\n',
  Dockerfile: 'FROM busybox\n',
};

describe('a deploy whose compose file lies in a folder, in process', () => {
  let host: Host;
  afterEach(() => host.remove());
  const begin = async (files: Readonly<Record<string, string>> = DEEPER) => (host = await createHost(files));
  const refused = () =>
    host.deploy().then(
      () => assert.fail('it is not refused'),
      (error: unknown) => error as UserError,
    );

  it('leaves a compose file at the root as it is, when it is the project’s', async () => {
    await begin({...DEEPER, 'compose.yml': 'services: {}\n'});
    await host.deploy();
    assert.equal(await readFile(path.join(host.folder, 'compose.yml'), 'utf8'), 'services: {}\n');
    assert.equal(existsSync(path.join(host.folder, 'compose.yaml')), false);
  });

  it('takes the override from the root where none lies beside it, and says where it looked', async () => {
    await begin({...DEEPER, 'dc.stage.yml': 'services: {web: {environment: {STAGE: "of the root"}}}\n'});
    await rm(path.join(host.workspace, 'docker/dc.stage.yml'));
    await host.deploy();
    const web = host.engine.containers.find(({name}) => name === 'shop-stage-web-1');
    assert.equal(web?.variables['STAGE'], 'of the root');
    await rm(path.join(host.workspace, 'dc.stage.yml'));
    const {code, message, where} = await refused();
    assert.deepEqual(
      [code, message, where],
      [
        'NO_ENVIRONMENT_FILE',
        'There is no docker/dc.stage.yml or dc.stage.yml to deploy stage with.',
        'docker/dc.stage.yml',
      ],
    );
  });

  it('tells a missing file by its path in the project, and one that lies outside of it', async () => {
    await begin({
      ...DEEPER,
      'docker/dc.stage.yml': 'services: {web: {env_file: [helper.env, ../root.env]}}\n',
    });
    const {code, where, message} = await refused();
    assert.deepEqual([code, where], ['FILE_MISSING', 'docker/dc.stage.yml:1']);
    assert.match(message, /docker\/helper\.env, which is not there; root\.env, which is not there/);
    await host.write({'docker/dc.stage.yml': 'services: {web: {env_file: ../../other/x.env}}\n'});
    assert.match((await refused()).message, /\.\.\/other\/x\.env, which lies outside of the project/);
  });
});

describe('files that are not in the commit, in process', () => {
  let host: Host;
  afterEach(() => host.remove());

  it('are part of a deploy on a laptop, but for those that git ignores, and none of one in Jenkins', async () => {
    host = await createHost({...SITE, '.gitignore': '*.log\n'});
    createRepository(host.workspace).commit('Begin');
    await host.write({'new/file.txt': 'new', 'x.log': ''});
    const here = (file: string) => existsSync(path.join(host.folder, file));
    await host.deploy();
    assert.deepEqual(['new/file.txt', 'x.log'].map(here), [true, false]);
    const jenkins = {jobName: 'shop/develop', buildNumber: 12, branchName: 'develop'};
    await host.deploy({facts: {jenkins: jenkins as never}});
    assert.deepEqual(['index.html', 'new/file.txt'].map(here), [true, false]);
  });

  it('are all there is without git', async () => {
    host = await createHost({...SITE, 'x.log': 'part of it'});
    await host.deploy();
    assert.equal(await readFile(path.join(host.folder, 'x.log'), 'utf8'), 'part of it');
  });
});

describe('a deploy while another one is under way, in process', () => {
  let host: Host;
  beforeEach(async () => {
    host = await createHost();
    const lock = path.join(host.root, 'deploys/.countable/shop-stage/lock');
    host.locks.held.set(lock, {who: 'Jenkins shop/develop #12', since: '2026-11-23T11:59:00.000Z'});
    host.engine.clock.wait = () => assert.fail('it waits');
  });
  afterEach(() => host.remove());

  it('says at once what is wrong with the project', async () => {
    await host.write({'dc.stage.yml': 'services: {web: {environment: {A: "${NOWHERE}"}}}\n'});
    await assert.rejects(host.deploy(), {code: 'MISSING_VARIABLE'});
  });

  it('says at once what it would do', async () => {
    const {composeProject} = await host.plan();
    assert.equal(composeProject, 'shop-stage');
  });
});
