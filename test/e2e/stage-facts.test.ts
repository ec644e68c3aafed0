import assert from 'node:assert/strict';
import {writeFileSync} from 'node:fs';
import path from 'node:path';
import type {Facts} from '../../ts-helpers/src/seam/facts.ts';
import type {StageResult} from '../../ts-helpers/src/result/result.ts';
import {countable} from './support/cli.ts';
import {deployable, deployEnvironment, type DeployProject, git} from './support/deploys.ts';

describe('a stage, by what Jenkins tells it', () => {
  let project: DeployProject;
  beforeEach(() => {
    project = deployable({'docker-compose.yml': 'services: {}\n', 'countable.yml': 'name: shop\n'});
  });
  afterEach(() => {
    project.remove();
  });

  const test = (facts: Facts) => {
    const file = path.join(project.folder, 'facts.json');
    writeFileSync(file, JSON.stringify(facts));
    return countable(['test', '--facts', file, '--json'], {
      cwd: project.workspace,
      env: {...deployEnvironment(project), NO_COLOR: '1'},
    });
  };
  const codeOf = async (facts: Facts): Promise<string | undefined> =>
    (JSON.parse((await test(facts)).stdout) as StageResult).error?.code;
  const head = () => git(project, 'rev-parse', 'HEAD').trim();

  it('refuses one with another commit, or with files that were changed', async () => {
    assert.equal(await codeOf({checkedOut: 'c0ffee'.repeat(6) + 'c0ff'}), 'CHECKOUT_STALE');
    writeFileSync(path.join(project.workspace, 'docker-compose.yml'), 'services: {web: {image: busybox}}\n');
    assert.equal(await codeOf({checkedOut: head()}), 'CHECKOUT_STALE');
    assert.equal(await codeOf({}), 'NO_TESTS');
  });

  it('says with each line of which stage it is, where others run at the same time', async () => {
    const {stderr} = await test({beside: 'Test'});
    const lines = stderr.trimEnd().split('\n');
    assert.match(stderr, /^\[Test\] ✗ NO_TESTS/m);
    for (const line of lines) assert.match(line, /^(?:\d\d:\d\d:\d\d )?\[Test\] /);
    assert.doesNotMatch((await test({})).stderr, /\[Test\]/);
  });
});
