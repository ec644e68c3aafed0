import assert from 'node:assert/strict';
import {readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {countable} from './support/cli.ts';
import {type DeployProject, deployable} from './support/deploys.ts';

describe('facts of one’s own, as the help of notify tells them', () => {
  let project: DeployProject;

  afterEach(() => {
    project.remove();
  });

  it('are a plan and results, and tell what Jenkins would', async () => {
    project = deployable({
      'docker-compose.yml': 'services: {web: {image: "busybox:1.35"}}\n',
      'dc.stage.yml': 'services: {}\n',
      'dc.test.yml': 'services: {test: {image: "busybox:1.35", environment: {A: "${NO_SUCH}"}}}\n',
    });
    const here = {cwd: project.workspace};
    const [test, facts] = ['test.json', 'facts.json'].map(name => path.join(project.folder, name));
    assert.ok(test !== undefined && facts !== undefined);
    const plan = await countable(['plan', '--json'], here);
    await countable(['test', '--result', test], here);
    const both = {
      plan: JSON.parse(plan.stdout) as unknown,
      results: [JSON.parse(readFileSync(test, 'utf8'))],
    };
    writeFileSync(facts, JSON.stringify(both));
    const {exitCode, stderr} = await countable(['notify', '--facts', facts, '--plan'], here);
    assert.equal(exitCode, 0, stderr);
    assert.match(stderr, /develop: The variable NO_SUCH has no value/);
  });
});
