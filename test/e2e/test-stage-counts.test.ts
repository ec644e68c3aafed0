import assert from 'node:assert/strict';
import {test, type TestOutcome} from '../../ts-helpers/src/commands/test.ts';
import {UserError} from '../../ts-helpers/src/errors.ts';
import {sample, type SampleProject} from './support/projects.ts';
import {listening, testNeeds, testRequest} from './support/testStage.ts';

const GOOD = '<testsuite><testcase name=\\"a\\"/></testsuite>';

describe('how many tests a test stage ran', () => {
  let project: SampleProject;
  let lines: string[];

  afterEach(() => {
    project.remove();
  });

  const ending = (script: string, options: object = {}): Promise<TestOutcome> => {
    const command = ['sh', '-c', script];
    const services = {test: {image: 'busybox:1.35', init: true, command}};
    project = sample({'docker-compose.yml': JSON.stringify({services})});
    const listener = listening();
    lines = listener.lines;
    const request = testRequest(project.workspace, project.output, options);
    return test(request, testNeeds(new AbortController().signal, listener.report));
  };
  const failing = async (script: string): Promise<string> => {
    try {
      await ending(script);
    } catch (error) {
      assert.ok(error instanceof UserError, String(error));
      assert.deepEqual([error.code, error.exitCode], ['NO_TESTS_RUN', 5]);
      return error.message;
    }
    throw new assert.AssertionError({message: 'the stage passed'});
  };

  it('is not passed where it is none, by its reports', async () => {
    assert.equal(
      await failing('mkdir /reports; echo "<testsuites></testsuites>" > /reports/a.xml'),
      'The tests ended with exit code 0, but not one was run: reports/a.xml has none.',
    );
  });

  it('is not passed where it is none, by what they print', async () => {
    assert.equal(
      await failing('echo "Ran 0 tests in 0.000s"; echo OK'),
      'The tests ended with exit code 0, but not one was run, by what they print.',
    );
  });

  it('is passed where one of several runners had something to do', async () => {
    assert.equal((await ending('echo "Ran 0 tests in 0.0s"; echo "12 passed in 0.1s"')).outcome, 'passed');
  });

  it('is known from reports wherever they were written', async () => {
    const {tests, junit} = await ending(
      `mkdir -p /srv/build/logs; echo "${GOOD}" > /srv/build/logs/junit.xml`,
    );
    assert.deepEqual([tests?.total, junit], [1, ['srv/build/logs/junit.xml']]);
  });

  it('is said to be unknown where there are no reports', async () => {
    const {warnings} = await ending('true');
    assert.equal(warnings, undefined);
    assert.ok(lines.some(line => line.startsWith('No test reports were found')));
  });

  it('is warned of where the reports are not where the settings say', async () => {
    const {outcome, warnings} = await ending('true', {test: {junit: ['out/*.xml', '/x.xml']}});
    assert.deepEqual(
      [outcome, warnings?.map(({code, message}) => [code, message])],
      ['passed', [['REPORTS_MISSING', 'There are no test reports at out/*.xml, /x.xml.']]],
    );
  });
});
