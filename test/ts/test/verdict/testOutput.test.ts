import assert from 'node:assert/strict';
import {heard, NOTHING_SAID} from '../../../../ts-helpers/src/test/verdict/testOutput.ts';

const said = (...lines: string[]) => lines.reduce(heard, NOTHING_SAID);

describe('the output of a test runner', () => {
  for (const [runner, ...lines] of [
    ['unittest and Django', 'Ran 0 tests in 0.000s', '', 'OK'],
    ['pytest', 'collected 0 items', '============ no tests ran in 0.01s ============'],
    ['mocha', '', '  0 passing (1ms)'],
    ['rspec', '0 examples, 0 failures'],
    ['PHPUnit', 'No tests executed!'],
    ['ctest', 'No tests were found!!!'],
    ['jest', 'No tests found, exiting with code 0'],
    ['vitest', 'No test files found, exiting with code 0'],
    ['go', '?   \texample.org/shop\t[no test files]'],
    ['go -run', 'ok  \texample.org/shop\t[no tests to run]'],
    ['surefire', '[INFO] Tests run: 0, Failures: 0, Errors: 0, Skipped: 0'],
    ['cargo', 'running 0 tests', '', 'test result: ok. 0 passed; 0 failed; 0 ignored'],
    ['node --test', '# tests 0', '# pass 0'],
    ['cucumber', '0 scenarios', '0 steps'],
    ['gotestsum', 'DONE 0 tests in 0.010s'],
  ] as const) {
    it(`says as ${runner} that no test was run`, () => {
      assert.deepEqual(said(...lines), {none: true, some: false});
    });
  }

  for (const [runner, ...lines] of [
    ['unittest', 'Ran 1 test in 0.000s', 'OK'],
    ['pytest', 'collected 12 items', '====== 12 passed in 0.1s ======'],
    ['mocha', '  3 passing (1ms)'],
    ['rspec', '10 examples, 0 failures'],
    ['PHPUnit', 'OK (3 tests, 3 assertions)'],
    ['ctest', '100% tests passed, 0 tests failed out of 20', '20/20 Test #20: pay ... Passed', '20 tests'],
    ['jest', 'Tests:       3 passed, 3 total'],
    ['go', 'ok  \texample.org/shop\t0.003s'],
    ['surefire', '[INFO] Tests run: 4, Failures: 0'],
    ['cargo', 'test result: ok. 10 passed; 0 failed'],
    ['TAP', 'ok 1 - adds'],
  ] as const) {
    it(`says as ${runner} that some were`, () => {
      assert.deepEqual(said(...lines), {none: false, some: true});
    });
  }

  it('says both where one of several runners had nothing to do', () => {
    assert.deepEqual(said('Ran 0 tests in 0.0s', '12 passed in 3 s'), {none: true, some: true});
  });

  it('says nothing where it says nothing', () => {
    assert.deepEqual(said('', 'all good', 'OK', 'exit 0'), NOTHING_SAID);
  });
});
