import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {existsSync, statSync} from 'node:fs';
import path from 'node:path';
import {deploy, deployable, type DeployProject, secretFile} from './support/deploys.ts';
import {docker} from './support/projects.ts';

const FILES = {
  'countable.yml': 'compose: {file: docker/compose.yml}\n',
  'docker/compose.yml': `include: [more/compose.yml]
services:
  web:
    build: {context: .., dockerfile: docker/Dockerfile}
    init: true
    command: sleep 600
    environment: {WORD: '\${WORD}'}
    volumes: ['../site:/site:ro', './conf:/conf:ro']
`,
  'docker/more/compose.yml': `services:
  helper: {image: 'busybox:1.35', init: true, command: sleep 600, volumes: ['./own:/own:ro']}
`,
  'docker/dc.stage.yml': 'services: {web: {environment: {STAGE: "yes"}}}\n',
  'docker/Dockerfile': 'FROM busybox:1.35\nCOPY site/index.html /built\n',
  'docker/conf/app.conf': 'conf',
  'docker/more/own/x': 'own',
  'site/index.html': 'page',
};

describe('a deploy whose compose file lies in a folder', () => {
  let project: DeployProject;

  beforeEach(() => {
    project = deployable(FILES);
  });
  afterEach(() => {
    project.remove();
  });

  const folder = () => path.join(project.root, `${project.name}-stage`);
  const up = async () => {
    const run = await deploy(project, {env: {COUNTABLE_ENV_FILE: secretFile(project, 'WORD=secret-word\n')}});
    assert.equal(run.exitCode, 0, run.stderr);
    return run;
  };
  const compose = (...words: string[]) =>
    execFileSync('docker', ['compose', ...words], {
      cwd: folder(),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });

  it('finds what lies beside it, and is shown by docker compose at the root of its folder, and from anywhere', async () => {
    const {stderr} = await up();
    const seen = docker(
      'exec',
      `${project.name}-stage-web-1`,
      'sh',
      '-c',
      'echo $WORD $STAGE; cat /site/index.html /conf/app.conf /built',
    );
    assert.equal(seen, 'secret-word yes\npageconfpage');
    assert.equal(docker('exec', `${project.name}-stage-helper-1`, 'cat', '/own/x'), 'own');
    assert.equal(statSync(path.join(folder(), 'docker/.env')).mode & 0o777, 0o600);
    assert.equal(existsSync(path.join(folder(), '.env')), false);

    const services = (listed: string) => listed.trim().split('\n').sort();
    assert.deepEqual(services(compose('ps', '--services')), ['helper', 'web']);
    assert.match(compose('config'), /WORD: secret-word/, 'it is the same project in all else');
    const told = /To look at it: docker compose (-p \S+ ps)$/m.exec(stderr)?.[1] ?? '';
    const listed = execFileSync('docker', ['compose', ...told.split(' '), '--services'], {
      cwd: '/',
      encoding: 'utf8',
    });
    assert.deepEqual(services(listed), ['helper', 'web']);
  });
});
