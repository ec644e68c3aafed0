import assert from 'node:assert/strict';
import {symlink} from 'node:fs/promises';
import type {UserError} from '../../../ts-helpers/src/errors/userError.ts';
import {createMachine, type Machine} from '../../fakes/machine.ts';
import {planOf} from '../../fakes/planning.ts';
import {createRepository, GRACE, type Repository} from '../../fakes/repository.ts';

const SHOP = {
  'docker-compose.yml': 'services: {web: {image: "nginx:1.25", environment: {A: "1"}}}',
  'dc.test.yml': 'services: {test: {image: busybox}}',
  'dc.stage.yml': 'services: {web: {secrets: [token]}}\nsecrets: {token: {file: ./token.txt}}',
  'dc.prod.yml': 'services: {}',
};

describe('the plan of a build, in process', () => {
  let machine: Machine;
  let repository: Repository;
  const given = async (files: Readonly<Record<string, string>> = SHOP, branch = 'develop') => {
    machine = await createMachine(files);
    repository = createRepository(machine.workspace, branch);
    return repository.commit('Begin');
  };
  const stagesOf = async () => (await planOf(machine)).groups.map(({stages}) => stages.map(({name}) => name));
  const refused = () =>
    planOf(machine).then(
      () => assert.fail('it is planned'),
      (error: unknown) => error as UserError,
    );
  afterEach(() => machine.remove());

  it('tests and deploys a branch that has an environment', async () => {
    await given();
    assert.deepEqual(await stagesOf(), [['Deploy to staging', 'Test']]);
  });

  it('deploys production after its tests', async () => {
    await given(SHOP, 'master');
    assert.deepEqual(await stagesOf(), [['Test'], ['Deploy to production']]);
  });

  it('tests any other branch only', async () => {
    await given(SHOP, 'feature/cart');
    assert.deepEqual(await stagesOf(), [['Test']]);
  });

  it('binds the credentials of the secret files that the compose files name and the commit has not', async () => {
    await given();
    const deploy = (await planOf(machine)).groups
      .flatMap(({stages}) => stages)
      .find(({verb}) => verb === 'deploy');
    assert.ok(
      deploy?.credentials.some(({id}) => id.includes('token')),
      JSON.stringify(deploy?.credentials),
    );
    repository.commit('Add the token', {'token.txt': 'x'});
    const next = (await planOf(machine)).groups
      .flatMap(({stages}) => stages)
      .find(({verb}) => verb === 'deploy');
    assert.ok(!next?.credentials.some(({id}) => id.includes('token')));
  });

  it('knows what came since the branch was green, settings as well', async () => {
    const green = await given();
    repository.commit('Serve by a newer nginx', {
      'docker-compose.yml': SHOP['docker-compose.yml'].replace('1.25', '1.27').replace('"1"', '"2"'),
    });
    repository.commit('Fix the cart', {'cart.js': '1'}, GRACE);
    const {changes} = await planOf(machine, {scm: {GIT_PREVIOUS_SUCCESSFUL_COMMIT: green}});
    assert.equal(changes?.since, green);
    assert.deepEqual(
      changes.commits.map(({subject, author, files}) => [subject, author.name, files]),
      [
        ['Fix the cart', 'Grace', ['cart.js']],
        ['Serve by a newer nginx', 'Ada', ['docker-compose.yml']],
      ],
    );
    assert.deepEqual(changes.settings, [
      {file: 'docker-compose.yml', setting: 'web.image', before: 'nginx:1.25', after: 'nginx:1.27'},
      // Values of variables are never told.
      {file: 'docker-compose.yml', setting: 'web.environment.A', before: '(not shown)', after: '(not shown)'},
    ]);
  });

  it('knows the newest commit alone where the green one is unknown here', async () => {
    await given();
    repository.commit('Fix the cart', {'cart.js': '1'});
    const {changes} = await planOf(machine, {scm: {GIT_PREVIOUS_SUCCESSFUL_COMMIT: 'f'.repeat(40)}});
    assert.deepEqual(
      [changes?.since, changes?.commits.map(({subject}) => subject)],
      [null, ['Fix the cart']],
    );
  });

  it('reaches authors by the addresses that they had before', async () => {
    const green = await given();
    repository.commit('By mail', {a: '1'}, GRACE);
    repository.commit('At the host', {a: '2'}, {name: 'Grace', email: '1+grace@users.noreply.github.com'});
    const {changes} = await planOf(machine, {scm: {GIT_PREVIOUS_SUCCESSFUL_COMMIT: green}});
    assert.deepEqual([...new Set(changes?.commits.map(({author}) => author.email))], ['grace@example.org']);
  });

  it('is none of a project without a compose file, and says where one lies', async () => {
    await given({'app/docker-compose.yml': 'services: {}'});
    const {code, remedy} = await refused();
    assert.equal(code, 'NOT_A_PROJECT');
    assert.match(remedy, /compose: \{file: app\/docker-compose\.yml\}/);
  });

  it('is none where the settings name a compose file that is not there, and says where they do', async () => {
    await given({'countable.yml': 'compose:\n  file: nowhere.yml\n'});
    const {code, where} = await refused();
    assert.deepEqual([code, where], ['NOT_A_PROJECT', 'countable.yml:2:3']);
  });

  it('is none where the compose file is a link that leads to nothing', async () => {
    await given({README: ''});
    await symlink('gone/compose.yml', `${machine.workspace}/docker-compose.yml`);
    const {code, message, where} = await refused();
    assert.deepEqual(
      [code, message, where],
      [
        'NOT_A_PROJECT',
        'docker-compose.yml is a link to gone/compose.yml, and there is no such file.',
        'docker-compose.yml',
      ],
    );
  });

  it('is none where the settings misspell an environment, and says where, and what is meant', async () => {
    await given({...SHOP, 'countable.yml': 'branches:\n  develop: stgae\n'});
    const {code, where, remedy} = await refused();
    assert.deepEqual([code, where], ['NO_ENVIRONMENT_FILE', 'countable.yml:2:3']);
    assert.match(
      remedy,
      /^Write stage in countable\.yml:2:3, or add dc\.stgae\.yml, or let develop be tested only/,
    );
  });

  it('is none without a commit', async () => {
    machine = await createMachine(SHOP);
    createRepository(machine.workspace);
    assert.equal((await refused()).code, 'NOTHING_COMMITTED');
  });

  it('is none where the environment of the branch has no file', async () => {
    await given({'docker-compose.yml': SHOP['docker-compose.yml'], 'dc.staging.yml': 'services: {}'});
    const {code, where, message} = await refused();
    assert.deepEqual([code, where], ['NO_ENVIRONMENT_FILE', 'dc.stage.yml']);
    assert.match(message, /^The branch develop deploys to stage/);
  });

  it('is none of a preview without a file of its own, and shows the smallest one', async () => {
    await given({...SHOP, 'countable.yml': 'previews: true'});
    const jenkins = {jobName: 'shop/PR-7', buildNumber: 1, branchName: 'PR-7', changeId: '7'};
    const planning = () => planOf(machine, {jenkins});
    await assert.rejects(planning, {
      code: 'NO_ENVIRONMENT_FILE',
      where: 'dc.preview.yml',
      remedy:
        'Add it; where `web` is the site that listens on port 8000 this is all of it: `services: {web: {ports: !override ["8000"]}}`. Without a port of the host Docker chooses a free one. Or set `previews: false` in countable.yml.',
    });
    repository.commit('Add it', {'dc.preview.yml': 'services: {}'});
    const {groups, build} = await planning();
    assert.equal(build.because, 'The pull request 7 gets a preview.');
    assert.deepEqual(
      groups.flatMap(({stages}) => stages.map(({name}) => name)),
      ['Test', 'Preview'],
    );
  });

  it('is none by settings of a wrong name', async () => {
    await given({...SHOP, 'countable.yaml': 'test: none'});
    const {code, remedy} = await refused();
    assert.deepEqual([code, remedy], ['BAD_SETTING', 'Rename it: git mv countable.yaml countable.yml']);
  });

  it('says that a branch named by hand is not what is checked out', async () => {
    await given();
    const {notes} = await planOf(machine, {scm: {GIT_BRANCH: 'master'}});
    assert.deepEqual(notes, [
      'The commit and the files are those of develop, which is checked out here, and not of master.',
    ]);
  });

  it('says which of several compose files counts', async () => {
    await given({...SHOP, 'compose.yml': 'services: {}'});
    assert.match((await planOf(machine)).notes.join(), /counts, as it does for Compose, and .* does not/);
  });

  it('works without git', async () => {
    machine = await createMachine(SHOP);
    const {groups, changes} = await planOf(machine, {scm: {GIT_BRANCH: 'develop'}});
    assert.deepEqual([groups.length, changes], [1, undefined]);
  });
});
