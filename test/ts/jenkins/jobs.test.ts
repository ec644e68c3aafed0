import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {casc} from '../../../ts-helpers/src/jenkins/service/casc.ts';
import {jobDsl} from '../../../ts-helpers/src/jenkins/service/jobDsl.ts';
import {ensureJobs, planOnly, writeJobs} from '../../../ts-helpers/src/jenkins/jobs.ts';
import {createFakeJenkins, type FakeJenkins} from '../../fakes/jenkins.ts';
import {createMachine, type Machine} from '../../fakes/machine.ts';
import {createRepository} from '../../fakes/repository.ts';

describe('the jobs of a project, in process', () => {
  let machine: Machine;
  let jenkins: FakeJenkins;
  const given = async (settings: string) => {
    machine = await createMachine({'countable.yml': settings});
    createRepository(machine.workspace).commit('Begin');
    jenkins = createFakeJenkins();
  };
  const needs = () => ({openJenkins: () => Promise.resolve(jenkins), voice: machine.voice});
  const ensure = async (repair = false) => ensureJobs({project: await machine.project(), repair}, needs());
  afterEach(() => machine.remove());

  it('are made, folders first, and are the same the second time', async () => {
    await given('jenkins: {folder: team, production: separate}');
    const {items} = await ensure();
    assert.deepEqual(items, [...jenkins.items.keys()]);
    assert.deepEqual(items, ['team', 'team/production', 'team/shop', 'team/production/shop']);
    assert.deepEqual((await ensure()).changed, []);
  });

  it('are planned without being made', async () => {
    await given('jenkins: {jobs: classic}');
    const {steps} = await planOnly({project: await machine.project(), repair: false}, needs());
    assert.ok(steps.every(({deed}) => deed === 'create'));
    assert.deepEqual([...jenkins.items], []);
  });

  it('are told where somebody has changed them, and brought back where that is asked for', async () => {
    await given('{}');
    await ensure();
    const found = jenkins.items.get('shop');
    assert.ok(found?.kind === 'multibranch');
    jenkins.items.set('shop', {...found, source: {...found.source, remote: 'git@elsewhere:shop.git'}});
    assert.equal((await ensure()).drift.length, 1);
    assert.equal((await ensure(true)).changed.length, 1);
    assert.deepEqual(jenkins.items.get('shop'), found);
  });

  it('are written to files, which those of others are not replaced by', async () => {
    await given('{}');
    const folder = path.join(machine.root, 'jobs');
    const write = async (isPlan: boolean) =>
      writeJobs(
        {project: await machine.project(), folder, isPlan},
        {files: machine.needs.files, loadWriters: () => Promise.resolve({jobDsl, casc})},
      );
    const planned = await write(true);
    assert.deepEqual('steps' in planned && planned.steps.map(({does}) => does), [
      `Write ${folder}/jobs.groovy`,
      `Write ${folder}/jobs.yaml`,
    ]);
    await write(false);
    assert.match(await readFile(path.join(folder, 'jobs.groovy'), 'utf8'), /git\.example\.org:team\/shop/);
    assert.deepEqual(await write(false), {
      items: ['shop'],
      changed: [],
      drift: [],
      files: [path.join(folder, 'jobs.groovy'), path.join(folder, 'jobs.yaml')],
    });
    await machine.put({'jobs/jobs.groovy': '// by hand'});
    await assert.rejects(write(false), {code: 'BAD_ARGUMENT', where: '--files'});
  });
});
