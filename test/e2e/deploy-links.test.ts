import assert from 'node:assert/strict';
import {mkdtempSync, rmSync, symlinkSync, unlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {deployable, type DeployProject} from './support/deploys.ts';
import {refused} from './support/refusals.ts';

const BASE = `services:
  web:
    image: busybox:1.35
    init: true
    command: sleep 600
    env_file: [{path: x.env, required: false}]
    extends: {file: common/e.yml, service: x}
`;

describe('a deploy of files that are links', () => {
  let project: DeployProject;
  let elsewhere: string;

  beforeEach(() => {
    elsewhere = mkdtempSync(path.join(tmpdir(), 'countable-elsewhere-'));
    writeFileSync(path.join(elsewhere, 'shadow'), 'root:$6$hunter2:19000:0\n');
    project = deployable({
      'docker-compose.yml': BASE,
      'dc.stage.yml': 'services: {web: {environment: {STAGE: "yes"}}}\n',
      'common/e.yml': 'services: {x: {}}\n',
      'x.env': 'A=1\n',
      '.env': 'B=1\n',
    });
  });
  afterEach(() => {
    project.remove();
    rmSync(elsewhere, {recursive: true});
  });

  for (const [file, where] of [
    ['.env', '.env'],
    ['common/e.yml', 'docker-compose.yml:7'],
  ] as const) {
    it(`reads no file elsewhere, and shows no line of it: ${file}`, async () => {
      const at = path.join(project.workspace, file);
      unlinkSync(at);
      symlinkSync(path.join(elsewhere, 'shadow'), at);
      const refusal = await refused(project);
      assert.deepEqual([refusal.code, refusal.where], ['OUTSIDE_PROJECT', where]);
      assert.doesNotMatch(JSON.stringify(refusal), /hunter2/);
    });
  }
});
