import assert from 'node:assert/strict';
import {deploy, deployable, freePort} from './support/deploys.ts';

const refused = async (files: Readonly<Record<string, string>>) => {
  const project = deployable({'dc.stage.yml': 'services: {}\n', ...files});
  try {
    const {result} = await deploy(project);
    const {code, message, where} = result.error ?? {};
    return {code, message, where};
  } finally {
    project.remove();
  }
};

describe('a deploy of compose files that are wrong', () => {
  it('tells all that is wrong with ports, also through anchors and variables', async () => {
    assert.deepEqual(
      await refused({
        'docker-compose.yml': `x-app: &app
  image: busybox:1.35
  ports: ["8321:\${PORT:-80}"]
services:
  web:
    <<: *app
  admin:
    image: busybox:1.35
    ports: ["127.0.0.1:8322:80"]
`,
        'dc.stage.yml': 'services: {web: {ports: ["8322:80"]}}\n',
      }),
      {
        code: 'PORTS_CONCATENATED',
        message:
          '2 things are wrong. (1) PORTS_CONCATENATED: The service web would publish its port 80 twice: docker-compose.yml and dc.stage.yml both list it, and Compose adds the lists up. (2) PORT_SHARED: The services admin and web publish the same port 8322.',
        where: 'dc.stage.yml:1 and docker-compose.yml:3, docker-compose.yml:9 and dc.stage.yml:1',
      },
    );
  });

  it('tells of the variable where Compose only stumbles over what it left empty', async () => {
    assert.deepEqual(
      await refused({
        'docker-compose.yml':
          'services:\n  web:\n    image: busybox:1.35\n    ports: ["${WEB_PORT}:${WEB_PORT}"]\n',
      }),
      {
        code: 'MISSING_VARIABLE',
        message: 'The variable WEB_PORT has no value.',
        where: 'docker-compose.yml:4',
      },
    );
  });

  it('tells by its line of a variable that does not end', async () => {
    assert.deepEqual(await refused({'docker-compose.yml': 'services:\n  web:\n    image: "nginx:${TAG"\n'}), {
      code: 'COMPOSE_INVALID',
      message: 'A variable is not written as Compose reads it: nginx:${TAG',
      where: 'docker-compose.yml:3',
    });
  });

  it('lets two services have one port at two addresses, and by two protocols', async () => {
    const PORT = await freePort();
    const {code, message} = await refused({
      'docker-compose.yml': `services:\n  web:\n    image: busybox:1.35\n    init: true\n    command: httpd -f -p 80\n    ports: ["127.0.0.1:${PORT}:80", "127.0.0.1:${PORT}:53/udp"]\n  admin:\n    image: busybox:1.35\n    init: true\n    command: httpd -f -p 80\n    ports: ["127.0.0.2:${PORT}:80"]\n`,
    });
    assert.equal(code, undefined, message);
  });
});
