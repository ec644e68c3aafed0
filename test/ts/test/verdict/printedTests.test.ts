import assert from 'node:assert/strict';
import {existsSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {listenForTests} from '../../../../ts-helpers/src/test/verdict/printedTests.ts';

/** What runners really printed of tests that failed; COUNTABLE_RECORD=1 keeps anew what is made of it. */
const FOLDER = path.resolve('test/fixtures/printedTests');
const outputs = readdirSync(FOLDER).filter(file => file.endsWith('.txt'));
const textOf = (file: string) => readFileSync(path.join(FOLDER, file), 'utf8');

const listening = (...lines: readonly string[]) => {
  const listener = listenForTests();
  for (const line of lines) listener.hear(line);
  return listener;
};

describe('the tests that an output tells of', () => {
  for (const file of outputs) {
    it(`have names, numbers and words: ${file}`, () => {
      const found = listening(...textOf(file).split('\n')).failures();
      const kept = path.join(FOLDER, file.replace(/\.txt$/, '.json'));
      const written = `${JSON.stringify(found, null, 1)}\n`;
      if (process.env['COUNTABLE_RECORD'] !== undefined || !existsSync(kept)) writeFileSync(kept, written);
      assert.equal(written, readFileSync(kept, 'utf8'));
    });

    it(`are failures in the end, where nothing follows: ${file}`, () => {
      const listener = listening(...textOf(file).split('\n'));
      assert.deepEqual(listener.failuresInTheEnd(), listener.failures());
    });

    it(`are known in colours: ${file}`, () => {
      const lines = textOf(file).split('\n');
      const painted = lines.map(line => `\u001B[31m${line}\u001B[0m`);
      assert.deepEqual(listening(...painted).failures(), listening(...lines).failures());
    });
  }

  const failed = ['# tests 2', '# pass 1', '# fail 1'];
  const well = ['# tests 1', '# pass 1', '# fail 0'];

  it('are told where another run ended well, but need not be what the end is like', () => {
    const listener = listening('not ok 1 - adds', '1..2', ...failed, 'ok 1 - pays', '1..1', ...well);
    const tests = [{name: 'adds', message: '', details: ''}];
    assert.deepEqual(listener.failures(), {failed: 1, total: 3, tests});
    assert.equal(listener.failuresInTheEnd(), undefined);
  });

  it('failed in the end where another package of the same run ended well', () => {
    const {failuresInTheEnd} = listening('--- FAIL: TestA (0.00s)', 'FAIL\ta\t0.1s', 'ok  \tb\t0.1s', 'FAIL');
    assert.equal(failuresInTheEnd()?.failed, 1);
  });

  it('did not fail in the end where they were tried again', () => {
    const twice = (first: string, again: string) => listening(first, again).failuresInTheEnd();
    assert.equal(twice('1 failed, 1 passed in 0.1s', '1 passed in 0.1s'), undefined);
    assert.equal(twice('Tests:       1 failed, 1 total', 'Tests:       1 passed, 1 total'), undefined);
    assert.equal(twice('Tests: 3, Assertions: 3, Failures: 1.', 'OK (1 test, 1 assertion)'), undefined);
    assert.equal(twice('3 examples, 1 failure', '1 example, 0 failures'), undefined);
    assert.equal(
      listening('--- FAIL: TestA (0.00s)', 'FAIL\ta\t0.1s', 'ok  \ta\t0.1s').failuresInTheEnd(),
      undefined,
    );
    assert.equal(
      listening('  1 passing (1ms)', '  1 failing', '', '  2 passing (1ms)').failuresInTheEnd(),
      undefined,
    );
  });

  it('are none without a total: a program may log such words, too', () => {
    for (const line of [
      '1 failed login',
      'FAILED to connect (failures=1)',
      'not ok 1 - adds',
      'ERROR: retrying (1 failed)',
      '● Console',
      '3 problems, 1 failure in the backend',
      'Tests: 1 failed',
      'FAIL',
      '    1 failing',
      'mail: 2 failed, 1 passed in the queue',
    ])
      assert.equal(listening(line).failures(), undefined, line);
  });

  it('are none where all of them passed or were meant to fail', () => {
    for (const lines of [
      ['not ok 1 - later # TODO', '1..1', '# tests 1', '# pass 0', '# fail 0', '# todo 1'],
      ['1..2', 'ok 1 adds', 'not ok 2 pays # TODO'],
      ['====== 3 passed, 1 xfailed in 0.10s ======'],
      ['Ran 3 tests in 0.001s', '', 'OK (expected failures=1)'],
      ['  3 passing (5ms)', '  1 pending'],
      ['OK, but incomplete, skipped, or risky tests!', 'Tests: 4, Assertions: 2, Skipped: 1.'],
      ['test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s'],
      ['4 runs, 2 assertions, 0 failures, 0 errors, 1 skips'],
    ])
      assert.equal(listening(...lines).failures(), undefined, lines.join());
  });

  it('are kept of an endless output, with the first of its lines and the last', () => {
    const lines = Array.from({length: 100_000}, (_, index) => `line ${index}`);
    const found = listening('not ok 1 - adds', ...lines, '1..1', '# tests 1', '# fail 1').failures();
    const [{details} = {details: ''}] = found?.tests ?? [];
    assert.ok(details.startsWith('line 0\n') && details.endsWith('line 99999'));
    assert.equal(details.split('\n').length, 60);
  });

  it('tell how many were run, by all totals, unless runners of several kinds do', () => {
    assert.equal(listening('==== 3 passed in 0.19s ====').total(), 3);
    assert.equal(listening('=== 2 passed, 1 skipped in 0.19s ===', '=== 5 passed in 0.10s ===').total(), 8);
    assert.equal(listening('=== 3 passed in 0.19s ===', 'Tests:       1 failed, 5 total').total(), undefined);
    assert.equal(listening('All is well').total(), undefined);
  });

  it('tell how many of them were skipped', () => {
    for (const [total, skipped, ...lines] of [
      [2, 2, '1..2', '# tests 2', '# suites 0', '# pass 0', '# fail 0', '# cancelled 0', '# skipped 2'],
      [2, 2, 'ℹ tests 2', 'ℹ suites 0', 'ℹ pass 0', 'ℹ fail 0', 'ℹ cancelled 0', 'ℹ skipped 2'],
      [3, 1, '==== 2 passed, 1 skipped in 0.19s ===='],
      [2, 2, '2 skipped in 0.01s'],
      [2, 2, 'Ran 2 tests in 0.000s', '', 'OK (skipped=2)'],
      [2, 1, 'Ran 2 tests in 0.000s', '', 'FAILED (failures=1, skipped=1)'],
      [3, 3, 'Tests:       2 skipped, 1 todo, 3 total'],
      [2, 2, '      Tests  2 skipped (2)'],
      [2, 2, 'Tests: 2, Assertions: 0, Skipped: 2.'],
      [3, 0, '==== 3 passed in 0.19s ===='],
    ] as const) {
      const heard = listening(...lines);
      assert.deepEqual([heard.total(), heard.skipped()], [total, skipped], lines.join('\n'));
    }
  });
});
