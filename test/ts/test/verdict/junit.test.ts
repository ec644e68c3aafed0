import assert from 'node:assert/strict';
import {
  failureSentence,
  plainXml,
  summarise,
  type TestCase,
} from '../../../../ts-helpers/src/test/verdict/junit.ts';

const testCase = (more: Partial<TestCase>): TestCase => ({
  name: 'adds up',
  group: '',
  outcome: 'passed',
  message: '',
  ...more,
});

describe('JUnit XML from outside', () => {
  it('loses what a terminal obeys and what XML forbids, as it is and by its number', () => {
    assert.equal(plainXml('<a>x\u001B[31mred\u001B[0m\u0000</a>'), '<a>xred</a>');
    assert.equal(plainXml('<a b="x&#27;[31mred&#x1b;[0m&#0;&#8;"/>'), '<a b="xred"/>');
    assert.equal(plainXml('<a>&#x202E;&#8203;x&#xFFFF;</a>'), '<a>x</a>');
  });

  it('keeps everything else as it is', () => {
    const text = '<a b="&#10;&#x9;&amp;&#60;&#128512;">é &lt;\n<![CDATA[a\tb]]></a>';
    assert.equal(plainXml(text), text);
  });
});

describe('a summary of test cases', () => {
  it('counts them and lists those that failed', () => {
    const cases = [
      testCase({}),
      testCase({outcome: 'skipped'}),
      testCase({outcome: 'failed', group: 'Sum', message: '2 is not 3', file: 'sum.py'}),
    ];
    assert.deepEqual(summarise(cases), {
      tests: {total: 3, failed: 1, skipped: 1},
      failedTests: [{name: 'Sum › adds up', message: '2 is not 3', file: 'sum.py'}],
    });
  });

  it('stays readable when everything fails at length', () => {
    const cases = Array.from({length: 500}, () => testCase({outcome: 'failed', message: 'x'.repeat(5_000)}));
    const {tests, failedTests} = summarise(cases);
    assert.deepEqual([tests.failed, failedTests.length, failedTests[0]?.message.length], [500, 50, 1_001]);
  });

  it('cuts between words, since half a secret would not be hidden later on', () => {
    const message = `${'x '.repeat(498)}hunter2 more`;
    const [failed] = summarise([
      testCase({outcome: 'failed', message, details: message.repeat(5)}),
    ]).failedTests;
    assert.match(failed?.message ?? '', /x…$/);
    assert.doesNotMatch(failed?.details ?? '', /hunt(?!er2)/);
  });

  it('cuts no emoji in half', () => {
    for (const before of ['', 'a']) {
      const message = `${before}${'🚢'.repeat(20_000)}`;
      const [failed] = summarise([testCase({outcome: 'failed', message, details: message})]).failedTests;
      assert.doesNotMatch(JSON.stringify(failed), /\\ud[89a-f]/);
    }
  });
});

describe('the sentence about tests that failed', () => {
  const ended = {service: 'test', exitCode: 1};

  it('counts the failed ones', () => {
    assert.equal(failureSentence({total: 3, failed: 2, skipped: 0}, ended), '2 of 3 tests failed.');
  });

  it('tells the exit code where there is no report', () => {
    assert.equal(
      failureSentence({total: 0, failed: 0, skipped: 0}, ended),
      'The tests in the service test ended with exit code 1.',
    );
  });

  it('does not pretend that a report explains what it does not', () => {
    assert.equal(
      failureSentence({total: 3, failed: 0, skipped: 0}, ended),
      'The tests in the service test ended with exit code 1, although none of the 3 tests in its reports failed.',
    );
  });
});
