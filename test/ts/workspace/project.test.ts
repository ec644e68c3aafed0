import assert from 'node:assert/strict';
import path from 'node:path';
import {createMachine, type Machine} from '../../fakes/machine.ts';
import {createRepository} from '../../fakes/repository.ts';

describe('a project, as it is read', () => {
  let machine: Machine;
  const given = async (files: Readonly<Record<string, string>> = {}) => {
    machine = await createMachine(files);
    return path.join(machine.root, 'organisation.yml');
  };
  afterEach(() => machine.remove());

  it('is called after its remote, and without one after its folder', async () => {
    await given();
    assert.equal((await machine.project()).build.project, 'shop');
    const repository = createRepository(machine.workspace);
    repository.git('remote', 'set-url', 'origin', 'https://ada:s3cret@git.example.org/team/store.git');
    repository.commit('Begin', {a: '1'});
    const {build, remoteUrl} = await machine.project();
    assert.deepEqual([build.project, remoteUrl], ['store', 'https://git.example.org/team/store.git']);
  });

  it('has settings of its organisation below its own', async () => {
    const organisationFile = await given({'countable.yml': 'timeouts: {test: 5}'});
    await machine.put({'organisation.yml': 'timeouts: {test: 20, deploy: 40}'});
    const {settings} = await machine.project({}, {organisationFile});
    assert.deepEqual([settings.timeouts.test, settings.timeouts.deploy], [5, 40]);
  });

  it('is not read without the settings of its organisation, where these are named', async () => {
    const organisationFile = await given();
    const refusal = {code: 'BAD_ARGUMENT', where: 'COUNTABLE_CONFIG'};
    await assert.rejects(machine.project({}, {organisationFile}), refusal);
    await assert.rejects(machine.project({}, {organisationFile: machine.root}), refusal);
  });

  it('is no file, and nothing that is not there', async () => {
    await given({file: ''});
    for (const workspace of ['file', 'nowhere'])
      await assert.rejects(machine.project({}, {workspace: path.join(machine.workspace, workspace)}), {
        code: 'BAD_ARGUMENT',
        where: '--workspace',
      });
  });

  it('cannot have any name, and is told where it has that', async () => {
    await given({'countable.yml': 'test: none\nname: a b\n'});
    await assert.rejects(machine.project(), {code: 'UNSAFE_NAME', where: 'countable.yml:2:1'});
    await assert.rejects(machine.project({options: {name: 'a/b'}}), {code: 'UNSAFE_NAME', where: undefined});
  });

  it('knows where its own file says what counts', async () => {
    await given({'countable.yml': 'compose:\n  file: nowhere.yml\nbranches: {1.10: stage}\n'});
    const {settingAt} = await machine.project();
    assert.equal(settingAt?.(['compose', 'file'], 'nowhere.yml'), 'countable.yml:2:3');
    assert.equal(settingAt(['branches', '1.10'], 'stage'), 'countable.yml:3:12');
    assert.equal(settingAt(['compose', 'file'], 'another.yml'), undefined);
    assert.equal(settingAt(['name'], 'shop'), undefined);
  });

  it('is told where its settings are misnamed, by what moves them', async () => {
    await given({'countable.yaml': '{}'});
    await assert.rejects(machine.project(), {remedy: 'Rename it: mv countable.yaml countable.yml'});
  });
});
