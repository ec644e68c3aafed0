import assert from 'node:assert/strict';
import {CommandFailed, UserError} from '../../../../ts-helpers/src/errors/userError.ts';
import type {Machine} from '../../../fakes/machine.ts';
import {createShop, nothingIsLeft, runTest, SHOP} from '../../../fakes/testing.ts';

describe('what keeps tests from starting, in process', () => {
  let machine: Machine;
  const given = async (files: Readonly<Record<string, string>> = SHOP): Promise<Machine> =>
    (machine = await createShop(files));
  afterEach(() => machine.remove());

  it('does not start the tests where what they need is not healthy', async () => {
    const {engine} = await given();
    engine.programs['db'] = {health: {unhealthyAfterMs: 3_000, says: 'no role'}, prints: ['FATAL: no role']};
    await assert.rejects(runTest(machine), (error: UserError) => {
      assert.deepEqual([error.code, error.where], ['TESTS_NOT_STARTED', 'service db']);
      assert.ok(error.evidence.log?.lines.includes('FATAL: no role'));
      return true;
    });
    nothingIsLeft(machine);
  });

  it('is content with what ends with 0 before them, and names what does not', async () => {
    const {engine} = await given({
      ...SHOP,
      'dc.test.yml':
        'services: {migrate: {build: .}, test: {build: ., depends_on: {migrate: {condition: service_completed_successfully}}}}',
    });
    engine.programs['test'] = {exits: 0, prints: ['1 passing']};
    engine.programs['migrate'] = {exits: 0};
    assert.equal((await runTest(machine)).outcome, 'passed');
    engine.programs['migrate'] = {exits: 3, prints: ['conflict']};
    await assert.rejects(runTest(machine), (error: UserError) => {
      assert.deepEqual([error.code, error.where], ['TESTS_NOT_STARTED', 'service migrate']);
      assert.deepEqual(error.evidence.log, {source: 'migrate', lines: ['conflict']});
      return true;
    });
    nothingIsLeft(machine);
  });

  it('waits for one that is healthy a little later than Docker likes', async () => {
    const {engine, voice} = await given();
    engine.programs['db'] = {health: {unhealthyAfterMs: 3_000, healthyAfterMs: 3_500}};
    engine.programs['test'] = {exits: 0, prints: ['1 passing']};
    assert.equal((await runTest(machine)).outcome, 'passed');
    assert.ok(
      voice.lines().some(line => line.endsWith('is unhealthy; it may be healthy at its next check.')),
    );
  });

  it('says which image cannot be built', async () => {
    await given();
    await machine.write({
      'dc.test.yml': 'services: {test: {build: {context: ., dockerfile: Nope}}}',
    });
    await assert.rejects(runTest(machine), {code: 'BUILD_FAILED'});
    nothingIsLeft(machine);
  });

  it('says which image cannot be pulled', async () => {
    const {engine} = await given();
    engine.registry.clear();
    await assert.rejects(runTest(machine), {
      code: 'REGISTRY_UNREACHABLE',
      message: 'The image postgres cannot be pulled.',
    });
  });

  it('has no tests where the project names none', async () => {
    await given({'docker-compose.yml': SHOP['docker-compose.yml'], Dockerfile: 'FROM busybox'});
    await assert.rejects(runTest(machine), {
      code: 'NO_TESTS',
      where: 'docker-compose.yml',
      message:
        'There is no service test to test with in docker-compose.yml; there is no dc.test.yml. Services: db, web.',
    });
  });

  it('is no project without a compose file', async () => {
    await given({README: ''});
    await assert.rejects(runTest(machine), {code: 'NOT_A_PROJECT'});
  });

  it('runs no tests whose reports have no place', async () => {
    const {engine} = await given(SHOP);
    await machine.put({output: 'a file'});
    await assert.rejects(runTest(machine), {code: 'BAD_ARGUMENT', where: '--output'});
    assert.deepEqual(engine.containers, []);
  });

  it('misses a named environment file', async () => {
    await given({...SHOP, 'countable.yml': 'compose: {environments: {test: ci.yml}}'});
    await assert.rejects(runTest(machine), {code: 'NO_ENVIRONMENT_FILE', where: 'ci.yml'});
  });

  it('gives tests no container that there is none of', async () => {
    await given({...SHOP, 'dc.test.yml': 'services: {test: {build: ., scale: 0}}'});
    await assert.rejects(runTest(machine), {code: 'TESTS_NOT_STARTED', where: 'service test'});
  });

  it('tells what is wrong with the machine instead of with the project', async () => {
    const {engine} = await given();
    engine.failing.set(
      'docker ps',
      new CommandFailed({program: 'docker', args: ['ps'], exitCode: 1, tail: ['?']}),
    );
    engine.failing.set('docker version', new UserError('DOCKER_DOWN', 'There is no engine.'));
    await assert.rejects(runTest(machine), {code: 'DOCKER_DOWN'});
  });
});
