import assert from 'node:assert/strict';
import {CommandFailed, type ErrorCode, UserError} from '../../../../ts-helpers/src/errors/userError.ts';
import {toErrorReport} from '../../../../ts-helpers/src/stage/runStage.ts';
import type {Machine} from '../../../fakes/machine.ts';
import {createShop, nothingIsLeft, runTest} from '../../../fakes/testing.ts';

const failed = (exitCode: number, tail: string[] = []) =>
  new CommandFailed({program: 'docker', args: ['x'], exitCode, tail, stderr: tail.join('\n')});
const told = (code: ErrorCode) => new UserError(code, 'As the adapter tells it.');

/** What each question to an engine may answer is told by test/ts/outside/dockerAnswers.test.ts; here, what tests make of it. */
const ENDINGS: readonly [question: string, error: Error, ending: ErrorCode][] = [
  ['compose config', told('COMMAND_GARBLED'), 'COMMAND_GARBLED'],
  ['compose build', failed(1), 'BUILD_FAILED'],
  ['compose build', failed(137), 'BUILD_FAILED'],
  ['compose build', failed(17, ['failed to solve: write /x: no space left on device']), 'DISK_FULL'],
  ['compose up', failed(1), 'TESTS_NOT_STARTED'],
  ['compose up', failed(137), 'TESTS_NOT_STARTED'],
  ['compose up', told('DOCKER_PERMISSION'), 'DOCKER_PERMISSION'],
  ['compose up', told('DOCKER_DOWN'), 'DOCKER_DOWN'],
  ['docker inspect', told('COMMAND_GARBLED'), 'COMMAND_GARBLED'],
  ['docker wait', told('COMMAND_GARBLED'), 'COMMAND_GARBLED'],
  ['docker wait', told('CONTAINER_GONE'), 'CONTAINER_GONE'],
  ['docker wait', told('DOCKER_DOWN'), 'DOCKER_DOWN'],
  ['docker wait', failed(143), 'COMMAND_FAILED'],
];

describe('tests whose engine fails, in process', () => {
  let machine: Machine;
  beforeEach(async () => {
    machine = await createShop();
    machine.engine.programs['test'] = {exits: 0, prints: ['1 passing']};
  });
  afterEach(() => machine.remove());

  for (const [question, error, ending] of ENDINGS)
    it(`end in ${ending} where ${question} ends in: ${error.message}`, async () => {
      machine.engine.failing.set(question, error);
      const ended = await runTest(machine).then(
        () => 'passed',
        (reason: unknown) => toErrorReport(reason).code,
      );
      assert.equal(ended, ending);
      machine.engine.failing.clear();
      nothingIsLeft(machine);
    });

  for (const question of ['docker logs', 'docker cp', 'compose down'])
    it(`end as they did, good or bad, where ${question} fails`, async () => {
      const {engine} = machine;
      for (const error of [failed(1), failed(137), told('DOCKER_DOWN'), told('COMMAND_GARBLED')]) {
        engine.failing.set(question, error);
        engine.programs['test'] = {exits: 0, prints: ['1 passing']};
        assert.equal((await runTest(machine)).outcome, 'passed', `${error.message}`);
        engine.programs['test'] = {exits: 3};
        await assert.rejects(runTest(machine), {code: 'TESTS_FAILED'}, error.message);
      }
    });
});
