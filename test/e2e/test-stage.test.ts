import assert from 'node:assert/strict';
import {existsSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {test} from '../../ts-helpers/src/test/test.ts';
import {UserError} from '../../ts-helpers/src/errors/userError.ts';
import {parse} from 'yaml';
import {contents, fixture, leftOf, sample, type SampleProject} from './support/projects.ts';
import {listening, testNeeds, testRequest} from './support/testStage.ts';

/** A project of one compose file; `test` is the service's YAML, in flow style. */
const small = (services: Record<string, object>, more: Record<string, string> = {}): SampleProject =>
  sample({'docker-compose.yml': JSON.stringify({services}), ...more});

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

  it('runs mocha-like tests that an override swaps in, under a restart policy, and finds their report in the workspace', async () => {
    const outcome = await run(fixture('cryptsend'));
    assert.deepEqual(outcome.junit, ['test-results/unit.xml']);
    assert.deepEqual(outcome.tests, {total: 2, failed: 0, skipped: 0});
  });

  it('runs a command inside another service, once that is healthy', async () => {
    assert.equal((await run(fixture('exec-tests'))).outcome, 'passed');
    assert.ok(lines.some(line => line.includes('test_adds_up')));
  });

  it('tells a command that does not exist', async () => {
    const {code, message} = await failing(small({test: {image: 'busybox:1.35', command: ['no-such-tool']}}));
    assert.equal(code, 'TESTS_NOT_STARTED');
    assert.match(message, /no-such-tool/);
  });
});
