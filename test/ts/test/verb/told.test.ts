import assert from 'node:assert/strict';
import type {UserError} from '../../../../ts-helpers/src/errors/userError.ts';
import type {Voice} from '../../../../ts-helpers/src/run/voice.ts';
import type {Machine} from '../../../fakes/machine.ts';
import {createShop, junitXml, runTest, SHOP} from '../../../fakes/testing.ts';

describe('a test run as it is told, in process', () => {
  let machine: Machine;
  afterEach(() => machine.remove());

  /** What is said of the steps, how it ends, and what is done in the end. */
  const told = async (files: Readonly<Record<string, string>>, how: (machine: Machine) => void) => {
    machine = await createShop(files);
    how(machine);
    const {voice, compose} = machine.needs;
    const heard: string[] = [];
    const step: Voice['step'] = async (words, work) => {
      heard.push(words);
      try {
        const value = await work();
        heard.push(`✓ ${words}`);
        return value;
      } catch (error) {
        heard.push(`✗ ${words}`);
        throw error;
      }
    };
    const destroy = (name: string): Promise<void> => {
      heard.push('(removing)');
      return compose.destroy(name);
    };
    Object.assign(machine.needs, {voice: {...voice, step}, compose: {...compose, destroy}});
    await runTest(machine).catch((error: unknown) => heard.push((error as UserError).code));
    return heard;
  };
  const begun = ['Build web, test', '✓ Build web, test', 'Start web, db, test', '✓ Start web, db, test'];

  it('is one of its steps after the other, and reads the reports before it says how the tests ended', async () => {
    const passing = await told(SHOP, ({engine}) => {
      engine.programs['test'] = {exits: 0, writes: {'/app/reports/junit.xml': junitXml(false)}};
    });
    const ran = ['Run the tests in test', '✓ Run the tests in test'];
    assert.deepEqual(passing, [...begun, ...ran, '(removing)']);
  });

  it('has no success of tests that failed', async () => {
    const failing = await told(SHOP, ({engine}) => {
      engine.programs['test'] = {exits: 1, writes: {'/app/reports/junit.xml': junitXml(true)}};
    });
    const ran = ['Run the tests in test', '✗ Run the tests in test'];
    assert.deepEqual(failing, [...begun, ...ran, '(removing)', 'TESTS_FAILED']);
  });

  it('names the service that a command runs in, and builds nothing where nothing is to be built', async () => {
    const files = {
      'docker-compose.yml': 'services: {db: {image: "postgres:15"}}',
      'countable.yml': 'test: {service: db, command: psql}',
    };
    const passing = await told(files, ({engine}) => {
      engine.programs['db'] = {commands: {psql: {prints: ['1 passing']}}};
    });
    const ran = ['Run the tests in db', '✓ Run the tests in db'];
    assert.deepEqual(passing, ['Start db', '✓ Start db', ...ran, '(removing)']);
  });

  it('removes also what could not be started', async () => {
    const failing = await told(SHOP, ({engine}) => {
      engine.registry.clear();
    });
    const [building, built, starting] = begun;
    assert.deepEqual(failing, [
      building,
      built,
      starting,
      `✗ ${starting}`,
      '(removing)',
      'REGISTRY_UNREACHABLE',
    ]);
  });
});
