import assert from 'node:assert/strict';
import {runningTest} from '../../../ts-helpers/src/health/runningTest.ts';

describe('the test that was running when the time was over', () => {
  const cases: [runner: string, expected: string, ...lines: string[]][] = [
    [
      'pytest -v',
      'tests/test_cart.py::TestCart::test_pay',
      'tests/test_cart.py::test_add PASSED                     [ 50%]',
      'tests/test_cart.py::TestCart::test_pay ',
    ],
    [
      'pytest-xdist',
      'tests/test_a.py::test_two',
      '[gw0] PASSED tests/test_a.py::test_one ',
      'tests/test_a.py::test_two ',
    ],
    [
      'unittest -v',
      'test_pay (shop.tests.CartTest.test_pay)',
      'test_add (shop.tests.CartTest.test_add) ... ok',
      'test_pay (shop.tests.CartTest.test_pay) ... ',
    ],
    [
      'Django with a docstring',
      'test_pay (shop.tests.CartTest)',
      'test_add (shop.tests.CartTest)',
      'Adding counts. ... ok',
      'test_pay (shop.tests.CartTest)',
      'Paying takes the money once. ... ',
    ],
    [
      'go test -v',
      'TestPay/twice',
      '=== RUN   TestAdd',
      '--- PASS: TestAdd (0.00s)',
      '=== RUN   TestPay/twice',
    ],
    [
      'Gradle',
      'CartTest > pays()',
      'CartTest > adds() STARTED',
      'CartTest > adds() PASSED',
      'CartTest > pays() STARTED',
    ],
    ['ctest', 'pay', '    Start 1: add', '1/2 Test #1: add ......   Passed    0.01 sec', '    Start 2: pay'],
    [
      'surefire',
      'org.example.PayTest',
      '[INFO] Running org.example.AddTest',
      '[INFO] Tests run: 2, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 0.1 s -- in org.example.AddTest',
      '[INFO] Running org.example.PayTest',
    ],
    [
      'PHPUnit --debug',
      'CartTest::testPay',
      "Test 'CartTest::testAdd' started",
      "Test 'CartTest::testAdd' ended",
      "Test 'CartTest::testPay' started",
    ],
    ['PHPUnit 10', 'CartTest::testPay', 'Test Prepared (CartTest::testPay)'],
    ['cargo', 'cart::pay', 'test cart::add ... ok', 'test cart::pay has been running for over 60 seconds'],
    ['Jest', 'src/pay.test.js', ' PASS  src/add.test.js', ' RUNS  src/pay.test.js'],
  ];
  for (const [runner, expected, ...lines] of cases) {
    it(`is told as ${runner} names it`, () => {
      assert.equal(runningTest(['collected 2 items', ...lines]), expected);
    });
  }

  it('is none where all that began have ended, or nothing tells', () => {
    assert.equal(runningTest(['=== RUN   TestAdd', '--- FAIL: TestAdd (0.00s)', 'FAIL']), undefined);
    assert.equal(
      runningTest(['test_add (shop.tests.CartTest) ... ok', 'Ran 1 test in 0.1s', 'OK']),
      undefined,
    );
    assert.equal(runningTest(['waiting for db', 'std::vector grew']), undefined);
    assert.equal(runningTest([]), undefined);
  });
});
