import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {test, type TestOutcome} from '../../ts-helpers/src/test/test.ts';
import {UserError} from '../../ts-helpers/src/errors/userError.ts';
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
    return test(request, testNeeds(new AbortController().signal, listener.voice));
  };
  const errorOf = async (script: string): Promise<UserError> => {
    try {
      await ending(script);
    } catch (error) {
      assert.ok(error instanceof UserError, String(error));
      assert.equal(error.exitCode, 5);
      assert.ok(lines.includes('failed: Run the tests in test'), lines.join('\n'));
      return error;
    }
    throw new assert.AssertionError({message: 'the stage passed'});
  };
  const failing = async (script: string): Promise<string> => {
    const {code, message} = await errorOf(script);
    assert.equal(code, 'NO_TESTS_RUN');
    return message;
  };
  const said = (file: string) =>
    readFileSync(path.resolve('test/fixtures/printedTests', file), 'utf8').replaceAll('$', '$$$$');
  const printing = (file: string) => `cat <<'END'\n${said(file)}\nEND\n`;

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

  it('is warned of where all of them were skipped, by what they print or by their reports', async () => {
    const node = '# tests 2\\n# pass 0\\n# fail 0\\n# skipped 2\\n';
    const skipped = '<testsuite><testcase name=\\"a\\"><skipped/></testcase></testsuite>';
    for (const [script, message] of [
      [`printf '${node}'`, 'All 2 tests were skipped, by what they print.'],
      [`mkdir /reports; echo "${skipped}" > /reports/a.xml`, 'The only test was skipped.'],
    ] as const) {
      const {outcome, warnings = []} = await ending(script);
      assert.equal(outcome, 'passed');
      assert.deepEqual(
        warnings.map(warning => [warning.code, warning.message]),
        [['TESTS_SKIPPED', message]],
      );
      assert.ok(!lines.some(line => /tests? w(as|ere) run/.test(line)), lines.join('\n'));
    }
  });

  it('is known from what they print, where there are no reports', async () => {
    const {code, message, evidence} = await errorOf(`${printing('node-tap.txt')}exit 1`);
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
    const {code, message, evidence} = await errorOf(`${printing('unittest.txt')}echo done`);
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
    assert.equal((await ending('echo "1 failed in 0.10s"; echo "1 passed in 0.10s"')).outcome, 'passed');
    project.remove();
    const report = `mkdir /reports; echo "${GOOD}" > /reports/a.xml`;
    assert.equal((await ending(`${report}; echo "1 failed in 0.10s"`)).outcome, 'passed');
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
    assert.ok(lines.some(line => line.startsWith('No test reports were found, so nobody can tell')));
  });

  it('is said by what the tests print where there are no reports', async () => {
    await ending('echo "collected 3 items"; echo "3 passed in 0.10s"');
    assert.ok(
      lines.some(line =>
        line.startsWith('No test reports were found; by what they print, 3 tests were run,'),
      ),
      lines.join('\n'),
    );
    project.remove();
    await ending('echo "5 checks, all well"');
    assert.ok(
      lines.some(line => line.startsWith('No test reports were found; by what they print, tests were')),
    );
  });

  it('is warned of where the reports are not where the settings say', async () => {
    const {outcome, warnings} = await ending('true', {test: {junit: ['out/*.xml', '/x.xml']}});
    assert.deepEqual(
      [outcome, warnings?.map(({code, message}) => [code, message])],
      ['passed', [['REPORTS_MISSING', 'There are no test reports at out/*.xml, /x.xml.']]],
    );
  });
});
