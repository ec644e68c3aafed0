import assert from 'node:assert/strict';
import {createServer} from 'node:net';
import {deployable, type DeployProject, freePort, secretFile} from './support/deploys.ts';
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

  it('names both files and lines that publish one container port', async () => {
    const base = `${WEB}    ports:\n      - "8098:80"\n`;
    assert.deepEqual(await refused(made(published('"8099:80"'), {'docker-compose.yml': base})), {
      code: 'PORTS_CONCATENATED',
      exitCode: 4,
      message:
        'The service web would publish its port 80 twice: docker-compose.yml and dc.stage.yml both list it, and Compose adds the lists up.',
      where: 'dc.stage.yml:4 and docker-compose.yml:7',
      remedy:
        'Publish the port only in the environment files, or write `ports: !override` in the override (Compose 2.24.4 or newer).',
    });
  });

  it('names the line of a port that cannot be, written out or in a variable', async () => {
    for (const [port, number] of [
      ['"80000:80"', '80000'],
      ['"0:80"', '0'],
      ['{target: 80, published: "80000"}', '80000'],
      ['{target: 80, published: "${WEB_PORT}"}', '70000'],
    ] as const) {
      made(published('"127.0.0.1:8099:81"', port));
      const env = {COUNTABLE_ENV_FILE: secretFile(project, 'WEB_PORT=70000\n')};
      assert.deepEqual(await refused(project, {env}), {
        code: 'PORT_IMPOSSIBLE',
        exitCode: 4,
        message: `The published port ${number} is not between 1 and 65535.`,
        where: 'dc.stage.yml:5',
        remedy: 'Correct the port.',
      });
      project.remove();
    }
    made('');
  });

  it('refuses to open a production database to the world', async () => {
    const db = 'services:\n  db:\n    image: postgres:15\n    ports: ["5432:5432"]\n';
    assert.deepEqual(await refused(made('', {'dc.prod.yml': db}), {environment: 'prod'}), {
      code: 'DATABASE_PORT_PUBLISHED',
      exitCode: 4,
      message: 'The service db publishes its database port 5432 in production.',
      where: 'dc.prod.yml:4',
      remedy:
        'Remove `ports:` from that service (other services reach it by its name), or bind it to 127.0.0.1.',
    });
  });

  it('tells that another program listens on the port, on whatever address', async () => {
    for (const address of ['0.0.0.0', '127.0.0.1', '::']) {
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
