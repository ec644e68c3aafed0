import assert from 'node:assert/strict';
import {UserError} from '../../../../ts-helpers/src/errors/userError.ts';
import type {Machine} from '../../../fakes/machine.ts';
import {createShop, nothingIsLeft, planOfTest, runTest, SHOP} from '../../../fakes/testing.ts';

describe('a test run, in process', () => {
  let machine: Machine;
  const given = async (files: Readonly<Record<string, string>> = SHOP): Promise<Machine> =>
    (machine = await createShop(files));
  afterEach(() => machine.remove());

  it('passes with the exit code of the tests, and leaves nothing behind', async () => {
    const {engine, voice} = await given();
    engine.programs['test'] = {exits: 0, afterMs: 2_000, prints: ['ok 1', '1 passing']};
    const outcome = await runTest(machine);
    assert.equal(outcome.outcome, 'passed');
    assert.match(outcome.composeProject ?? '', /^shop-test-local-[0-9a-f]{6}$/);
    assert.ok(voice.lines().includes('1 passing'));
    nothingIsLeft(machine);
  });

  it('plans without doing anything', async () => {
    const {engine} = await given();
    const plan = await planOfTest(machine);
    assert.deepEqual([plan?.service, plan?.command, plan?.builds], ['test', null, ['web', 'test']]);
    assert.deepEqual([engine.containers, [...engine.images]], [[], []]);
  });

  it('has nothing to do for a project without tests, and no plan', async () => {
    await given({...SHOP, 'countable.yml': 'test: none'});
    assert.deepEqual(await runTest(machine), {outcome: 'skipped'});
    assert.equal(await planOfTest(machine), null);
  });

  it('publishes no ports of the host', async () => {
    const {engine} = await given();
    engine.takenPorts.add(8080);
    engine.programs['test'] = {exits: 0, prints: ['1 passing']};
    assert.equal((await runTest(machine)).outcome, 'passed');
  });

  it('puts the variables of the tests in, those of the secret file before all, and hides its secrets', async () => {
    const {engine, voice} = await given({
      ...SHOP,
      '.env.test': 'A=of-test\nPASSWORD=of-test\n',
      'dc.test.yml': 'services: {test: {build: ., environment: {A: "$A", PASSWORD: "$PASSWORD"}}}',
    });
    await machine.put({'secrets/test.env': 'PASSWORD=s3cret-of-file\n'});
    engine.programs['test'] = {prints: ['1 passing']};
    let seen: unknown;
    engine.stop = new UserError('TIME_LIMIT', 'The stage took too long.');
    const {docker} = machine.needs;
    const wait = docker.wait;
    docker.wait = id => {
      seen = engine.containers.find(one => one.id === id)?.variables;
      return wait(id);
    };
    await assert.rejects(runTest(machine, {secretFile: 'secrets/test.env'}), {code: 'TIME_LIMIT'});
    assert.deepEqual(seen, {A: 'of-test', PASSWORD: 's3cret-of-file'});
    assert.ok(voice.hidden.includes('s3cret-of-file'));
  });

  it('warns of a secret file inside the project', async () => {
    const {engine} = await given({...SHOP, 'test.env': 'B=s3cret-of-file\n'});
    engine.programs['test'] = {exits: 0, prints: ['1 passing']};
    assert.deepEqual(
      (await runTest(machine, {secretFile: 'shop/test.env'})).warnings?.map(({code}) => code),
      ['SECRET_IN_PROJECT'],
    );
  });

  it('shares no folder of the host with a deploy beside it', async () => {
    const {engine} = await given({
      ...SHOP,
      'dc.test.yml': 'services: {test: {build: ., volumes: ["/var/run/docker.sock:/x"]}}',
    });
    await machine.put({'deploys/.countable/shop-stage/record.json': '{}'});
    engine.programs['test'] = {exits: 0};
    await assert.rejects(runTest(machine), {code: 'TEST_NOT_ALLOWED'});
  });
});
