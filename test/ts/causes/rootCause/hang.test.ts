import assert from 'node:assert/strict';
import {hangIn} from '../../../../ts-helpers/src/causes/rootCause/hang.ts';
import {rootCause} from '../../../../ts-helpers/src/causes/rootCause.ts';
import {error} from '../../support/builds.ts';

const hung = (...lines: string[]) => hangIn({evidence: {log: {source: 'test', lines}}});

describe('what hung', () => {
  it('is the line at which it was interrupted', () => {
    const pytest = [
      'tests/test_shop.py::test_pays',
      'tests/test_shop.py:6: in test_pays',
      '    time.sleep(600)',
      'E   KeyboardInterrupt',
    ];
    assert.equal(hung(...pytest).at, 'tests/test_shop.py:6');
    const unittest = [
      'adding',
      '.Traceback (most recent call last):',
      '  File "/usr/lib/python3.11/unittest/case.py", line 579, in _callTestMethod',
      '  File "/tests/test_shop.py", line 6, in test_pays',
      '    time.sleep(600)',
      'KeyboardInterrupt',
      'test ran: 14259 00:06 python -u -m unittest /tests/test_shop.py',
    ];
    const {at, last} = hung(...unittest);
    assert.deepEqual([at, last], ['/tests/test_shop.py:6', 'adding']);
  });

  it('else is what it printed last, and the program that ran, not the shell around it', () => {
    assert.deepEqual(
      hung(
        'asking the bank',
        '',
        '(What runs cannot be told: no engine)',
        'test ran: 7 00:06 sleep 555',
        'test ran: 8 00:06 /bin/sh -c ./ask; sleep 555',
        'db ran: 9 00:06 postgres',
      ),
      {last: 'asking the bank', process: {service: 'test', command: 'sleep 555'}, starting: []},
    );
    assert.equal(hung('test ran: 8 00:06 sh -c :').process?.command, 'sh -c :');
    assert.deepEqual(hung(), {starting: []});
  });

  it('is told once: a running test counts more than the last line', () => {
    const told = (message: string) =>
      rootCause(
        error({
          code: 'TIME_LIMIT',
          message,
          evidence: {log: {source: 'test', lines: ['test_pays ... ', 'test ran: 7 00:06 sleep 5']}},
        }),
      )?.sentence;
    assert.equal(
      told('Test took longer than its limit of 1 minute.'),
      'Test took longer than its limit of 1 minute. The last line that it printed: test_pays ... What ran in test: sleep 5.',
    );
    assert.equal(
      told('Test took longer than its limit of 1 minute. The last test that began is test_pays.'),
      'Test took longer than its limit of 1 minute. The last test that began is test_pays. What ran in test: sleep 5.',
    );
  });
});
