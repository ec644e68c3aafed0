import assert from 'node:assert/strict';
import {existsSync} from 'node:fs';
import path from 'node:path';
import {deploy, deployable, type DeployProject, secretFile} from './support/deploys.ts';
import {docker} from './support/projects.ts';

describe('a deploy whose places are told from where one stands', () => {
  let project: DeployProject;

  afterEach(() => {
    project.remove();
  });

  it('finds workspace, secret file and deploy root', async () => {
    project = deployable({
      'docker-compose.yml':
        'services: {web: {image: "busybox:1.35", init: true, command: sleep 600, volumes: ["./page:/page:ro"]}}\n',
      'dc.stage.yml': 'services: {web: {environment: {WORD: "${WORD}"}}}\n',
      'page/index.html': 'hello\n',
    });
    const {exitCode, stderr} = await deploy(project, {
      cwd: project.folder,
      words: ['--workspace', project.name],
      env: {
        COUNTABLE_ENV_FILE: path.basename(secretFile(project, 'WORD=yes\n')),
        COUNTABLE_DEPLOY_ROOT: 'deploys',
      },
    });
    assert.equal(exitCode, 0, stderr);
    const folder = path.join(project.root, `${project.name}-stage`);
    assert.ok(existsSync(path.join(folder, 'page/index.html')));
    const seen = docker(
      'exec',
      `${project.name}-stage-web-1`,
      'sh',
      '-c',
      'echo $WORD; cat /page/index.html',
    );
    assert.equal(seen, 'yes\nhello');
  });
});
