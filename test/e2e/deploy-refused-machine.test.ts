import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdirSync, symlinkSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {installingHere} from '../../ts-helpers/src/outside/distribution.ts';
import {builtCli} from './support/builtCli.ts';
import {runProgram} from './support/cli.ts';
import {deployable, deployEnvironment, type DeployProject, parsed} from './support/deploys.ts';
import {judged, refused, type Refusal} from './support/refusals.ts';

const FILES = {
  'docker-compose.yml': 'services: {web: {image: "busybox:1.35", init: true, command: sleep 600}}\n',
  'dc.stage.yml': 'services: {web: {environment: {STAGE: "yes"}}}\n',
};

describe('a deploy that cannot be, on a machine that lacks', () => {
  let project: DeployProject;

  beforeEach(() => {
    project = deployable(FILES);
  });
  afterEach(() => {
    project.remove();
  });

  /** A deploy that is started by another program, which changes what it finds. */
  const refusedThrough = (launcher: string[], env: NodeJS.ProcessEnv = {}): Promise<Refusal> =>
    judged(project, async () =>
      parsed(
        await runProgram([...launcher, ...builtCli(), 'deploy', 'stage', '--json'], {
          cwd: project.workspace,
          env: deployEnvironment(project, env),
        }),
      ),
    );

  const needsRoot = (test: Mocha.Context): void => {
    if (process.getuid?.() !== 0) test.skip();
  };

  it('docker', async () => {
    const programs = path.join(project.folder, 'bin');
    mkdirSync(programs);
    for (const name of ['git', 'sh', 'flock', 'cat']) {
      const found = execFileSync('which', [name], {encoding: 'utf8'}).trim();
      symlinkSync(found, path.join(programs, name));
    }
    assert.deepEqual(await refused(project, {env: {PATH: programs}}), {
      code: 'DOCKER_MISSING',
      exitCode: 3,
      message: 'The docker command was not found.',
      remedy: installingHere('docker'),
    });
  });

  it('git', async () => {
    const programs = path.join(project.folder, 'bin');
    mkdirSync(programs);
    const docker = execFileSync('which', ['docker'], {encoding: 'utf8'}).trim();
    symlinkSync(docker, path.join(programs, 'docker'));
    assert.deepEqual(await refused(project, {env: {PATH: programs}}), {
      code: 'GIT_MISSING',
      exitCode: 3,
      message: 'The git command was not found.',
      remedy: installingHere('git'),
    });
  });

  it('a running engine', async () => {
    const address = `unix://${project.folder}/no-such.sock`;
    const {message, ...others} = await refused(project, {env: {DOCKER_HOST: address}});
    assert.deepEqual(others, {
      code: 'DOCKER_DOWN',
      exitCode: 3,
      where: address,
      remedy: `See whether an engine answers at ${address}, which DOCKER_HOST names. To use the engine of this machine: unset DOCKER_HOST`,
    });
    assert.ok(message.includes(address), message);
  });

  it('the permission to use the engine', async function () {
    needsRoot(this);
    execFileSync('chown', ['-R', 'nobody', project.folder]);
    const asNobody = ['setpriv', '--reuid=nobody', '--regid=nogroup', '--clear-groups'];
    const {message, ...others} = await refusedThrough(asNobody, {HOME: project.folder});
    assert.deepEqual(others, {
      code: 'DOCKER_PERMISSION',
      exitCode: 3,
      remedy: 'Add the user to the docker group and reconnect the agent: sudo usermod -aG docker "$USER"',
    });
    assert.match(message, /permission denied/);
  });

  it('Compose v2', async function () {
    needsRoot(this);
    // The real docker, which finds no plugins: their folders are empty for this process and its children.
    const folders = ['local/lib', 'local/libexec', 'lib', 'libexec'].map(
      name => `/usr/${name}/docker/cli-plugins`,
    );
    const hide =
      'for folder; do shift; [ "$folder" = -- ] && break; [ ! -d "$folder" ] || mount -t tmpfs none "$folder"; done; exec "$@"';
    const hidden = ['unshare', '--mount', 'sh', '-ec', hide, 'sh', ...folders, '--'];
    assert.deepEqual(await refusedThrough(hidden, {DOCKER_CONFIG: project.folder}), {
      code: 'COMPOSE_MISSING',
      exitCode: 3,
      message: 'docker compose does not run on this machine.',
      remedy: installingHere('compose'),
    });
  });
});
