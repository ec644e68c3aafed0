import assert from 'node:assert/strict';
import {existsSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {test} from '../../ts-helpers/src/test/test.ts';
import {UserError} from '../../ts-helpers/src/errors/userError.ts';
import {parse} from 'yaml';
import type {FailedTest} from '../../ts-helpers/src/result/result.ts';
import {contents, fixture, leftOf, sample, type SampleProject} from './support/projects.ts';
import {listening, testNeeds, testRequest} from './support/testStage.ts';

/** A project of one compose file; `test` is the service's YAML, in flow style. */
const small = (services: Record<string, object>, more: Record<string, string> = {}): SampleProject =>
  sample({'docker-compose.yml': JSON.stringify({services}), ...more});

const busybox = (script: string, more: object = {}) => ({
  image: 'busybox:1.35',
  init: true,
  command: ['sh', '-c', script],
  ...more,
});

describe('the test stage', () => {
  let project: SampleProject;
  let lines: string[];

  const run = async (of: SampleProject) => {
    project = of;
    const listener = listening();
    lines = listener.lines;
    const settings = path.join(of.workspace, 'countable.yml');
    const options = existsSync(settings) ? (parse(readFileSync(settings, 'utf8')) as object) : {};
    const needs = testNeeds(new AbortController().signal, listener.voice);
    return test(testRequest(of.workspace, of.output, options), needs);
  };

  const failing = async (of: SampleProject): Promise<UserError> => {
    try {
      await run(of);
    } catch (error) {
      assert.ok(error instanceof UserError, String(error));
      return error;
    }
    throw new assert.AssertionError({message: 'the stage passed'});
  };

  afterEach(() => {
    assert.deepEqual(leftOf(project), [], 'nothing is left in Docker');
    project.remove();
  });

  it('passes a Django project with its own PostgreSQL, and changes no file of it', async () => {
    const shop = fixture('template');
    const before = contents(shop);
    const outcome = await run(shop);
    assert.deepEqual(outcome.tests, {total: 3, failed: 0, skipped: 0});
    assert.deepEqual(outcome.junit, ['app/reports/junit.xml']);
    assert.match(readFileSync(path.join(shop.output, 'app/reports/junit.xml'), 'utf8'), /<testsuite /);
    assert.ok(lines.includes('step: Start db, test'), 'only what the tests depend on is started');
    assert.deepEqual(contents(shop), before);
  });

  it('names the tests that failed, the states of the services and the end of the log', async () => {
    const tests = `from django.test import TestCase
class SumTest(TestCase):
    def test_adds_up(self):
        self.assertEqual(1 + 1, 3)
`;
    const {code, exitCode, message, evidence} = await failing(
      fixture('template', {'counter/tests.py': tests}),
    );
    assert.deepEqual([code, exitCode, message], ['TESTS_FAILED', 5, '1 of 1 test failed.']);
    const [{name, message: said, details}] = evidence.failedTests as [FailedTest];
    assert.deepEqual([name, said], ['counter.tests.SumTest › test_adds_up', 'AssertionError: 2 != 3']);
    assert.match(details ?? '', /> {7}self\.assertEqual\(1 \+ 1, 3\)[^]*counter\/tests\.py:4/);
    assert.equal(evidence.log?.source, 'test');
    assert.ok(evidence.log.lines.some(line => line.includes('AssertionError: 2 != 3')));
    const states = evidence.services?.map(one =>
      [one.service, one.state, one.health ?? one.exitCode].join(' '),
    );
    assert.deepEqual(states, ['db running healthy', 'test exited 1']);
    assert.ok(existsSync(path.join(project.output, 'app/reports/junit.xml')), 'Jenkins gets the report too');
  });

  it('runs mocha-like tests that an override swaps in, under a restart policy, and finds their report in the workspace', async () => {
    const outcome = await run(fixture('cryptsend'));
    assert.deepEqual(outcome.junit, ['test-results/unit.xml']);
    assert.deepEqual(outcome.tests, {total: 2, failed: 0, skipped: 0});
  });

  it('starts everything for a test service that names no dependency, whatever ports and names the files fix', async () => {
    const outcome = await run(fixture('maps'));
    assert.ok(lines.includes('step: Start nginx, test, web: all there are, since test has no depends_on'));
    assert.deepEqual(outcome.junit, ['browser/reports/browser.xml']);
  });

  it('runs a command inside another service, once that is healthy', async () => {
    assert.equal((await run(fixture('exec-tests'))).outcome, 'passed');
    assert.ok(lines.some(line => line.includes('test_adds_up')));
  });

  it('names file and line of broken YAML', async () => {
    const {code, where} = await failing(
      sample({'docker-compose.yml': 'services:\n  web:\n   image: [busybox\n'}),
    );
    assert.equal(code, 'COMPOSE_INVALID');
    assert.match(where ?? '', /^docker-compose\.yml:\d+:\d+$/);
  });

  it('refuses variables without a value', async () => {
    const {code, where} = await failing(
      sample({
        'docker-compose.yml':
          'services:\n  test:\n    image: busybox:1.35\n    environment: {KEY: "${NO_SUCH}"}\n',
      }),
    );
    assert.deepEqual([code, where], ['MISSING_VARIABLE', 'docker-compose.yml:4']);
  });

  it('shows the instruction at which an image could not be built', async () => {
    const {code, evidence} = await failing(
      small({test: {build: '.'}}, {Dockerfile: 'FROM busybox:1.35\nRUN echo no compiler here && false\n'}),
    );
    assert.equal(code, 'BUILD_FAILED');
    assert.ok(evidence.log?.lines.some(line => line.includes('no compiler here')));
  });

  it('tells a command that does not exist', async () => {
    const {code, message} = await failing(small({test: {image: 'busybox:1.35', command: ['no-such-tool']}}));
    assert.equal(code, 'TESTS_NOT_STARTED');
    assert.match(message, /no-such-tool/);
  });

  it('tells a dependency that never becomes healthy, with its last words', async () => {
    const db = busybox('echo disk is broken; sleep 60', {
      healthcheck: {test: 'echo no answer; false', interval: '200ms', retries: 1},
    });
    const tests = busybox('true', {depends_on: {db: {condition: 'service_healthy'}}});
    const impatient = small({db, test: tests}, {'countable.yml': 'health: {minutes: 0.15}'});
    const {code, evidence} = await failing(impatient);
    assert.equal(code, 'TESTS_NOT_STARTED');
    assert.deepEqual(evidence.log, {
      source: 'db',
      lines: ['disk is broken', 'health check: no answer'],
    });
    assert.deepEqual(
      evidence.services?.map(({service, health}) => [service, health]),
      [
        ['db', 'unhealthy'],
        ['test', undefined],
      ],
    );
  });

  it('tells tests that ran out of memory', async () => {
    const hungry = busybox('tail /dev/zero', {mem_limit: '16m', memswap_limit: '16m', init: false});
    const {code, message} = await failing(small({test: hungry}));
    assert.equal(code, 'OUT_OF_MEMORY');
    assert.match(message, /^The service test was killed/);
  });

  it('warns of a report that is not XML, and leaves out XML that is no test report', async () => {
    const script = 'mkdir /reports; echo "<a><b></a>" > /reports/x.xml; echo "<coverage/>" > /reports/c.xml';
    const outcome = await run(small({test: busybox(script)}));
    assert.equal(outcome.junit, undefined);
    assert.ok(lines.some(line => /^warning: The test report reports\/x\.xml is not valid XML/.test(line)));
  });
});
