import assert from 'node:assert/strict';
import {rootCause} from '../../ts-helpers/src/causes/rootCause.ts';
import type {ErrorReport} from '../../ts-helpers/src/result/result.ts';
import {deployEnvironment, type DeployProject, deployable, parsed} from './support/deploys.ts';
import {countable} from './support/cli.ts';
import {LIMITED, timeUp} from './support/timeUp.ts';

const python = (text: string, command: string[]) => ({
  'docker-compose.yml': JSON.stringify({
    services: {test: {image: 'python:3.11-slim', volumes: ['./tests:/tests'], command}},
  }),
  'dc.stage.yml': 'services: {}\n',
  'tests/test_shop.py': text,
});
const HANGS = `import time, unittest
class Shop(unittest.TestCase):
    def test_adds(self):
        print('adding')
    def test_pays(self):
        open('/tests/begun', 'w').close()
        time.sleep(600)
`;

const causeIs = (error: ErrorReport, sentence: RegExp): void => {
  const cause = rootCause(error);
  assert.equal(cause?.rule, 'time-limit');
  assert.match(cause.sentence, sentence);
};

describe('a stage that reaches its time limit', () => {
  let project: DeployProject;

  afterEach(() => {
    project.remove();
  });

  const tested = async (files: Record<string, string>) => {
    project = deployable(files);
    const env = deployEnvironment(project, timeUp(project, {tests: 'tests/begun'}));
    const run = await countable(['test', '--json', ...LIMITED], {cwd: project.workspace, env});
    const {error} = parsed(run).result;
    assert.equal(error?.code, 'TIME_LIMIT', run.stderr);
    return error;
  };

  it('names the test that hung, where it was, and what ran', async () => {
    const error = await tested(
      python(HANGS, ['python', '-u', '-m', 'unittest', '-v', '/tests/test_shop.py']),
    );
    const {message, where, evidence} = error;
    causeIs(error, /limit of 17 minutes\. .* It was at (?:\/tests\/)?test_shop\.py:7\.$/);
    assert.match(message, /The last test that began is test_pays \([.\w]*test_shop\.Shop[.\w]*\)\.$/);
    assert.equal(where, 'service test');
    const log = evidence.log?.lines.join('\n') ?? '';
    assert.match(log, /time\.sleep\(600\)[\s\S]*KeyboardInterrupt/);
    assert.match(log, /^test ran: \d+ [\d:]+ python -u -m unittest/m);
    assert.equal(evidence.services?.[0]?.service, 'test');
  });
});
