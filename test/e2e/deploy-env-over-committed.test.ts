import assert from 'node:assert/strict';
import {writeFileSync} from 'node:fs';
import path from 'node:path';
import {deploy, deployable, type DeployProject} from './support/deploys.ts';
import {docker} from './support/projects.ts';

describe('a secret file beside a committed .env', () => {
  let project: DeployProject;

  afterEach(() => {
    project.remove();
  });

  it('is laid over it: what only the commit says counts still, what both say counts as the secret file says', async () => {
    project = deployable({
      '.env': 'TITLE=Shop\nGREETING=hello\n# the end',
      'docker-compose.yml':
        'services: {web: {image: "busybox:1.35", init: true, command: sleep 600, environment: {TITLE: "${TITLE}", GREETING: "${GREETING}", WORD: "${WORD}"}}}\n',
      'dc.stage.yml': 'services: {}\n',
    });
    const secret = path.join(project.folder, 'secret');
    writeFileSync(secret, 'GREETING=${TITLE} greets\nWORD=xyzzy-91\n');
    const {result} = await deploy(project, {env: {COUNTABLE_ENV_FILE: secret}});
    assert.equal(result.error, undefined);
    const format = '{{range .Config.Env}}{{println .}}{{end}}';
    const variables = docker('inspect', '--format', format, `${project.name}-stage-web-1`).split('\n');
    for (const line of ['TITLE=Shop', 'GREETING=Shop greets', 'WORD=xyzzy-91'])
      assert.ok(variables.includes(line), variables.join('\n'));
  });
});
