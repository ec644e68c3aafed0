import assert from 'node:assert/strict';
import {createServer} from 'node:net';
import {deployable, type DeployProject, freePort} from './support/deploys.ts';
import {docker} from './support/projects.ts';
import {refused} from './support/refusals.ts';

const WEB = 'services:\n  web:\n    image: busybox:1.35\n    init: true\n    command: sleep 600\n';
const published = (...ports: string[]) =>
  `services:\n  web:\n    ports:\n${ports.map(port => `      - ${port}\n`).join('')}`;

describe('a deploy that cannot be, for its ports', () => {
  let project: DeployProject;

  const made = (override: string, more: Readonly<Record<string, string>> = {}): DeployProject =>
    (project = deployable({'docker-compose.yml': WEB, 'dc.stage.yml': override, ...more}));

  afterEach(() => {
    project.remove();
  });

  it('tells that another program listens on the port, on whatever address', async () => {
    for (const address of ['::']) {
      const port = await freePort();
      const other = createServer();
      await new Promise<void>(resolve => other.listen(port, address, resolve));
      try {
        assert.deepEqual(await refused(made(published(`"${port}:80"`))), {
          code: 'PORT_TAKEN',
          exitCode: 3,
          message: `The port ${port} that web is to publish is in use by another program of this host.`,
          where: 'dc.stage.yml:4',
          remedy: 'Stop what holds it, or publish another port.',
        });
      } finally {
        other.close();
      }
      project.remove();
    }
    made('');
  });

  it('names the container that publishes the port', async () => {
    const port = await freePort();
    made(published(`"127.0.0.1:${port}:80"`));
    const other = `other-than-${project.name}`;
    docker(
      'run',
      '--detach',
      '--rm',
      '--init',
      '--name',
      other,
      '-p',
      `${port}:80`,
      'busybox:1.35',
      'sleep',
      '600',
    );
    try {
      const {code, message} = await refused(project);
      assert.deepEqual(
        [code, message],
        ['PORT_TAKEN', `The port ${port} that web is to publish is in use by the container ${other}.`],
      );
    } finally {
      docker('rm', '--force', other);
    }
  });
});
