import assert from 'node:assert/strict';
import {listCredentials, setCredential} from '../../../ts-helpers/src/jenkins/credentials.ts';
import {UserError} from '../../../ts-helpers/src/errors/userError.ts';
import {createFakeJenkins, type FakeJenkins} from '../../fakes/jenkins.ts';
import {createMachine, type Machine} from '../../fakes/machine.ts';
import {planNeeds} from '../../fakes/planning.ts';
import {createRepository} from '../../fakes/repository.ts';

const SEPARATE = 'jenkins: {production: separate}';
const NO_ACCOUNT = new UserError('JENKINS_NOT_SET_UP', 'JENKINS_URL is not set.');

describe('the credentials of a project, in process', () => {
  let machine: Machine;
  let jenkins: FakeJenkins;
  const given = async (settings: string) => {
    machine = await createMachine({
      'countable.yml': settings,
      'docker-compose.yml': 'services: {web: {image: nginx, env_file: .env}}',
      'dc.prod.yml': 'services: {web: {secrets: [key]}}\nsecrets: {key: {file: ./key.pem}}',
    });
    createRepository(machine.workspace).commit('Begin');
    jenkins = createFakeJenkins();
  };
  const needs = (openJenkins: () => Promise<FakeJenkins> = () => Promise.resolve(jenkins)) => ({
    ...planNeeds(machine),
    openJenkins,
    voice: machine.voice,
  });
  const list = async (openJenkins?: () => Promise<FakeJenkins>) => {
    const {credentials} = await listCredentials(await machine.project(), needs(openJenkins));
    return new Map(credentials.map(({id, state}) => [id, state]));
  };
  const set = async (id: string, isPlan = false) =>
    setCredential({project: await machine.project(), id, value: Buffer.from('x'), isPlan}, needs());
  afterEach(() => machine.remove());

  it('are those that the pipeline binds, by what the compose files name', async () => {
    await given(SEPARATE);
    const states = await list();
    const production = [...states.keys()].filter(id => id.includes('prod'));
    assert.ok(production.length >= 2, [...states.keys()].join());
    assert.deepEqual([...new Set(states.values())], ['missing']);
  });

  it('are told also where nobody can be asked which there are', async () => {
    await given(SEPARATE);
    const states = await list(() => Promise.reject(NO_ACCOUNT));
    assert.deepEqual([...new Set(states.values())], ['unasked']);
    assert.ok(
      machine.voice.lines()[0]?.startsWith('Which of these there are is not known: JENKINS_URL is not set.'),
    );
    await assert.rejects(
      list(() => Promise.reject(new UserError('TOKEN_REFUSED', 'No.'))),
      {code: 'TOKEN_REFUSED'},
    );
  });

  it('of production are exposed where builds of other branches could bind them', async () => {
    await given(SEPARATE);
    const id = [...(await list()).keys()].find(one => one.includes('prod')) ?? '';
    jenkins.stores.set('', new Map([[id, Buffer.from('x')]]));
    assert.equal((await list()).get(id), 'exposed');
    jenkins.stores.clear();
    jenkins.stores.set('production', new Map([[id, Buffer.from('x')]]));
    assert.equal((await list()).get(id), 'there');
  });

  it('are unseen where the user may not look', async () => {
    await given('{}');
    jenkins.closed.add('');
    assert.deepEqual([...new Set((await list()).values())], ['unseen']);
  });

  it('are put where they belong, once that is there', async () => {
    await given(SEPARATE);
    const id = [...(await list()).keys()].find(one => one.includes('prod')) ?? '';
    await assert.rejects(set(id), {code: 'JENKINS_REFUSED'});
    jenkins.items.set('production', {kind: 'folder', path: ['production']});
    assert.deepEqual(await set(id, true), {
      steps: [{id: 'put', does: `Put ${id} into the folder production`, risks: 'data', limit: 5, undo: []}],
      drift: [],
    });
    assert.equal(jenkins.stores.size, 0);
    assert.deepEqual(await set(id), {changed: [`Put ${id} into the folder production`]});
    assert.deepEqual([...(jenkins.stores.get('production')?.keys() ?? [])], [id]);
  });

  it('are none that the pipeline does not use', async () => {
    await given('{}');
    await assert.rejects(set('shop-prdo-env'), {code: 'JENKINS_UNKNOWN_CREDENTIAL', where: '--set'});
  });
});
