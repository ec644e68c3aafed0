import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import path from 'node:path';
import type {TestOutcome} from '../../../../ts-helpers/src/test/test.ts';
import {UserError} from '../../../../ts-helpers/src/errors/userError.ts';
import type {Program} from '../../../fakes/engine/program.ts';
import type {Machine} from '../../../fakes/machine.ts';
import {createShop, runTest} from '../../../fakes/testing.ts';

const GOOD = '<testsuite><testcase name="a"/></testsuite>';

describe('how many tests a test stage ran, in process', () => {
  let machine: Machine;

  afterEach(() => machine.remove());

  const ending = async (program: Program, settings = ''): Promise<TestOutcome> => {
    machine = await createShop({
      'docker-compose.yml': 'services: {test: {build: .}}\n',
      'countable.yml': settings,
      Dockerfile: 'FROM busybox',
    });
    machine.engine.programs['test'] = {exits: 0, ...program};
    return runTest(machine);
  };
  const lines = () => machine.voice.lines();
  const errorOf = async (program: Program): Promise<UserError> => {
    try {
      await ending(program);
    } catch (error) {
      assert.ok(error instanceof UserError, String(error));
      assert.equal(error.exitCode, 5);
      return error;
    }
    throw new assert.AssertionError({message: 'the stage passed'});
  };
  const failing = async (program: Program): Promise<string> => {
    const {code, message} = await errorOf(program);
    assert.equal(code, 'NO_TESTS_RUN');
    return message;
  };
  const report = (text: string) => ({writes: {'/reports/a.xml': text}});
  const printing = (file: string) =>
    readFileSync(path.resolve('test/fixtures/printedTests', file), 'utf8').split('\n');

  it('is not passed where it is none, by its reports', async () => {
    assert.equal(
      await failing(report('<testsuites></testsuites>')),
      'The tests ended with exit code 0, but not one was run: reports/a.xml has none.',
    );
  });

  it('is not passed where it is none, by what they print', async () => {
    assert.equal(
      await failing({prints: ['Ran 0 tests in 0.000s', 'OK']}),
      'The tests ended with exit code 0, but not one was run, by what they print.',
    );
  });

  it('is passed where one of several runners had something to do', async () => {
    assert.equal((await ending({prints: ['Ran 0 tests in 0.0s', '12 passed in 0.1s']})).outcome, 'passed');
  });

  it('is warned of where all of them were skipped, by what they print or by their reports', async () => {
    const node = ['# tests 2', '# pass 0', '# fail 0', '# skipped 2'];
    const skipped = '<testsuite><testcase name="a"><skipped/></testcase></testsuite>';
    for (const [program, message] of [
      [{prints: node}, 'All 2 tests were skipped, by what they print.'],
      [report(skipped), 'The only test was skipped.'],
    ] as const) {
      const {outcome, warnings = []} = await ending(program);
      assert.equal(outcome, 'passed');
      assert.deepEqual(
        warnings.map(warning => [warning.code, warning.message]),
        [['TESTS_SKIPPED', message]],
      );
      assert.ok(!lines().some(line => /tests? w(as|ere) run/.test(line)), lines().join('\n'));
    }
  });

  it('is known from what they print, where there are no reports', async () => {
    const {code, message, evidence} = await errorOf({prints: printing('node-tap.txt'), exits: 1});
    assert.deepEqual([code, message], ['TESTS_FAILED', '2 of 6 tests failed, by what they print.']);
    assert.deepEqual(
      evidence.failedTests?.map(({name, isPrinted}) => [name, isPrinted]),
      [
        ['price is rounded', true],
        ['ships for nothing', true],
      ],
    );
  });

  it('is not passed where they print failures, and the command ends with 0', async () => {
    const {code, message, evidence} = await errorOf({prints: [...printing('unittest.txt'), 'done']});
    assert.deepEqual(
      [code, message],
      [
        'TESTS_HID_FAILURE',
        '2 of 4 tests failed, by what they print, but their command ended with exit code 0.',
      ],
    );
    assert.equal(evidence.failedTests?.length, 2);
  });

  it('is passed where what failed was tried again, and where reports know better', async () => {
    assert.equal((await ending({prints: ['1 failed in 0.10s', '1 passed in 0.10s']})).outcome, 'passed');
    await machine.remove();
    assert.equal((await ending({...report(GOOD), prints: ['1 failed in 0.10s']})).outcome, 'passed');
  });

  it('is known from reports wherever they were written', async () => {
    const {tests, junit} = await ending({writes: {'/srv/build/logs/junit.xml': GOOD}});
    assert.deepEqual([tests?.total, junit], [1, ['srv/build/logs/junit.xml']]);
  });

  it('is said to be unknown where there are no reports', async () => {
    const {warnings} = await ending({});
    assert.equal(warnings, undefined);
    assert.ok(lines().some(line => line.startsWith('No test reports were found, so nobody can tell')));
  });

  it('is said by what the tests print where there are no reports', async () => {
    await ending({prints: ['collected 3 items', '3 passed in 0.10s']});
    assert.ok(
      lines().some(line =>
        line.startsWith('No test reports were found; by what they print, 3 tests were run,'),
      ),
      lines().join('\n'),
    );
    await machine.remove();
    await ending({prints: ['5 checks, all well']});
    assert.ok(
      lines().some(line => line.startsWith('No test reports were found; by what they print, tests were')),
    );
  });

  it('is warned of where the reports are not where the settings say', async () => {
    const {outcome, warnings} = await ending({}, 'test: {junit: [out/*.xml, /x.xml]}');
    assert.deepEqual(
      [outcome, warnings?.map(({code, message}) => [code, message])],
      ['passed', [['REPORTS_MISSING', 'There are no test reports at out/*.xml, /x.xml.']]],
    );
  });
});
