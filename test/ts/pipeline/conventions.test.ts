import assert from 'node:assert/strict';
import type {BrokenConvention} from '../../../ts-helpers/src/doctor/forPlan.ts';
import {UserError} from '../../../ts-helpers/src/errors/userError.ts';
import {plan} from '../../../ts-helpers/src/pipeline/gather.ts';
import {createMachine, type Machine} from '../../fakes/machine.ts';
import {planNeeds} from '../../fakes/planning.ts';
import {createRepository} from '../../fakes/repository.ts';

const finding = (line: number, severity: BrokenConvention['severity'] = 'warning'): BrokenConvention => ({
  ...{code: 'restart-missing', severity, file: 'dc.prod.yml', line},
  ...{message: `The service s${line} says nothing of \`restart:\`.`, remedy: 'Say it.'},
});

describe('the conventions that a plan tells of', () => {
  let machine: Machine;
  let asked: (readonly string[])[];
  beforeEach(() => {
    asked = [];
  });
  afterEach(() => machine.remove());

  const notesOf = async (
    found: () => Promise<BrokenConvention[]>,
    {
      settings = '',
      organisation,
      branch = 'develop',
    }: {settings?: string; organisation?: string; branch?: string} = {},
    onBug: (error: unknown) => void = error => {
      throw error;
    },
  ): Promise<readonly string[]> => {
    machine = await createMachine({
      'docker-compose.yml': 'services: {web: {image: "nginx:1.31"}, test: {image: "nginx:1.31"}}\n',
      'dc.stage.yml': 'services: {}\n',
      'dc.prod.yml': 'services: {}\n',
      'countable.yml': settings,
    });
    createRepository(machine.workspace, branch).commit('Begin');
    if (organisation !== undefined) await machine.put({'agency.yml': organisation});
    const project = await machine.project(
      {},
      organisation === undefined ? {} : {organisationFile: `${machine.root}/agency.yml`},
    );
    const findBroken = (_: unknown, environments: readonly string[]) => {
      asked.push(environments);
      return found();
    };
    return (await plan(project, {}, {...planNeeds(machine), findBroken, onBug})).notes;
  };
  const these =
    (...found: BrokenConvention[]) =>
    () =>
      Promise.resolve(found);

  it('are those of its environment and of its tests, a few of them by name', async () => {
    const notes = await notesOf(these(...[1, 2, 3, 4, 5].map(line => finding(line))));
    assert.deepEqual(asked, [['stage', 'test']]);
    assert.deepEqual(notes, [
      'Convention: dc.prod.yml:1: The service s1 says nothing of `restart:`. (restart-missing)',
      'Convention: dc.prod.yml:2: The service s2 says nothing of `restart:`. (restart-missing)',
      'Convention: dc.prod.yml:3: The service s3 says nothing of `restart:`. (restart-missing)',
      'And 2 more conventions: countable doctor tells why, and what mends them.',
    ]);
    await machine.remove();
    assert.deepEqual(await notesOf(these(), {branch: 'feature', settings: 'test: none'}), []);
    assert.equal(asked.length, 1);
  });

  it('fail it where the settings want that and one is an error, whatever a repository says against its organisation', async () => {
    const errors = these(finding(1, 'error'), finding(2), finding(3, 'error'));
    for (const said of [
      {settings: 'doctor: {plan: fail}'},
      {organisation: 'doctor: {plan: fail}', settings: 'doctor: {plan: ignore}'},
    ]) {
      await assert.rejects(notesOf(errors, said), {
        code: 'CONVENTIONS_BROKEN',
        message: 'The service s1 says nothing of `restart:`. And 1 more.',
        where: 'dc.prod.yml:1',
      });
      await machine.remove();
    }
    assert.equal((await notesOf(these(finding(2)), {settings: 'doctor: {plan: fail}'})).length, 1);
    await machine.remove();
    assert.equal((await notesOf(errors)).length, 3);
  });

  it('are not looked at where nobody wants it', async () => {
    assert.deepEqual(await notesOf(these(finding(1)), {settings: 'doctor: {plan: ignore}'}), []);
    assert.deepEqual(asked, []);
  });

  it('fail nothing by not being known', async () => {
    const wrong = new UserError('BASELINE_INVALID', 'The baseline is no JSON.');
    assert.deepEqual(await notesOf(() => Promise.reject(wrong)), [
      'Conventions were not looked at: The baseline is no JSON.',
    ]);
    await machine.remove();
    assert.deepEqual(await notesOf(() => Promise.reject(new UserError('TOOL_MISSING', 'no docker'))), []);
    await machine.remove();
    const bugs: unknown[] = [];
    const notes = await notesOf(
      () => Promise.reject(new TypeError('x')),
      {},
      error => bugs.push(error),
    );
    assert.deepEqual(notes, ['Conventions were not looked at, by a bug of countable itself.']);
    assert.equal(bugs.length, 1);
    await machine.remove();
    const stopped = new UserError('INTERRUPTED', 'stopped');
    await assert.rejects(
      notesOf(() => Promise.reject(stopped)),
      {code: 'INTERRUPTED'},
    );
  });
});
