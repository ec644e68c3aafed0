import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import process from 'node:process';
import {installingHere} from '../../ts-helpers/src/outside/distribution.ts';
import {builtCli} from './support/builtCli.ts';
import {runProgram} from './support/cli.ts';
import {deployable, deployEnvironment, type DeployProject, parsed} from './support/deploys.ts';
import {judged, type Refusal} from './support/refusals.ts';

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
