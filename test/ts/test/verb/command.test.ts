import assert from 'node:assert/strict';
import {UserError} from '../../../../ts-helpers/src/errors/userError.ts';
import type {Machine} from '../../../fakes/machine.ts';
import {createShop, nothingIsLeft, runTest, SHOP} from '../../../fakes/testing.ts';

describe('tests by a command, in process', () => {
  let machine: Machine;
  const given = async (files: Readonly<Record<string, string>> = SHOP): Promise<Machine> =>
    (machine = await createShop(files));
  afterEach(() => machine.remove());

  describe('by a command in a service that stays up', () => {
    const files = {...SHOP, 'countable.yml': 'test: {service: web, command: npm test}'};

    it('waits until that is ready, and counts the command’s exit code', async () => {
      const {engine} = await given(files);
      engine.programs['web'] = {
        health: {healthyAfterMs: 4_000},
        commands: {'npm test': {exits: 2, prints: ['AssertionError']}},
      };
      await assert.rejects(runTest(machine), (error: UserError) => {
        assert.deepEqual([error.code, error.where], ['TESTS_FAILED', 'service web']);
        assert.deepEqual(error.evidence.log?.lines, ['AssertionError']);
        return true;
      });
      engine.programs['web'] = {commands: {'npm test': {prints: ['4 passing']}}};
      assert.equal((await runTest(machine)).outcome, 'passed');
    });

    it('says that it ended before', async () => {
      const {engine} = await given(files);
      engine.programs['web'] = {exits: 0};
      await assert.rejects(runTest(machine), {
        code: 'TESTS_NOT_STARTED',
        message: 'The service web, where the tests run, ended with exit code 0.',
      });
    });

    it('says that it never became ready', async () => {
      const {engine} = await given({
        ...files,
        'countable.yml': `${files['countable.yml']}\nhealth: {minutes: 1}`,
      });
      engine.programs['web'] = {health: {}};
      await assert.rejects(runTest(machine), {code: 'TESTS_NOT_STARTED', where: 'service web'});
    });

    it('shows what it printed last where it hangs', async () => {
      const {engine} = await given(files);
      engine.stop = new UserError('TIME_LIMIT', 'The stage took too long.');
      engine.programs['web'] = {commands: {'npm test': {prints: ['test_cart …'], hangs: true}}};
      await assert.rejects(runTest(machine), (error: UserError) => {
        assert.deepEqual([error.code, error.where], ['TIME_LIMIT', 'service web']);
        assert.deepEqual(error.evidence.log?.lines, ['test_cart …', 'web ran: 1 00:10 sh']);
        return true;
      });
      nothingIsLeft(machine);
    });
  });
});
