import assert from 'node:assert/strict';
import {deployable, type DeployProject, secretFile} from './support/deploys.ts';
import {refused} from './support/refusals.ts';

const BASE = `services:
  web:
    image: busybox:1.35
    init: true
    command: sleep 600
`;
const STAGE = 'services: {web: {environment: {STAGE: "yes"}}}\n';

describe('a deploy that cannot be', () => {
  let project: DeployProject;

  const made = (files: Readonly<Record<string, string>> = {}): DeployProject =>
    (project = deployable({'docker-compose.yml': BASE, 'dc.stage.yml': STAGE, ...files}));

  afterEach(() => {
    project.remove();
  });

  it('names file and line of what Compose refuses', async () => {
    const {code, message, where} = await refused(made({'dc.stage.yml': 'services: {web: {imagge: x}}\n'}));
    assert.deepEqual([code, where], ['COMPOSE_INVALID', 'dc.stage.yml:1']);
    assert.match(message, /^validating dc\.stage\.yml: services\.web .*'imagge' not allowed$/);
  });

  describe('for want of a variable', () => {
    const USING = `${BASE}    environment:\n      DB_PASSWORD: `;

    it('knows one that the file itself demands, and tells the words it demands it with', async () => {
      const {code, exitCode, message, where} = await refused(
        made({'docker-compose.yml': `${USING}\${DB_PASSWORD:?ask the operators}\n`}),
      );
      assert.deepEqual([code, exitCode, where], ['MISSING_VARIABLE', 4, 'docker-compose.yml:7']);
      assert.equal(message, 'The variable DB_PASSWORD has no value: ask the operators.');
    });

    it('shows no value of the secret file when Compose complains of one', async () => {
      made({'dc.stage.yml': 'services: {web: {ports: ["${PORT_SECRET}:80"]}}\n'});
      const file = secretFile(project, 'PORT_SECRET=hunter2-of-shop\n');
      const {code, message} = await refused(project, {env: {COUNTABLE_ENV_FILE: file}});
      assert.equal(code, 'COMPOSE_INVALID');
      assert.doesNotMatch(message, /hunter2/);
    });
  });
});
