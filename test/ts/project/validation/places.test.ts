import assert from 'node:assert/strict';
import {readComposeSource} from '../../../../ts-helpers/src/outside/composeSource.ts';
import {composeRefusal} from '../../../../ts-helpers/src/project/validation.ts';
import {UserError} from '../../../../ts-helpers/src/errors/userError.ts';

describe('what Compose refuses without a line', () => {
  const refused = (message: string, text: string, override = 'services:\n  web:\n    restart: always\n') =>
    composeRefusal(new UserError('COMPOSE_INVALID', message), '/tmp/preview', {
      sources: [readComposeSource('docker-compose.yml', text), readComposeSource('dc.stage.yml', override)],
      readFor: {project: 'shop', environment: 'stage'},
    });

  const WEB = 'services:\n  web:\n    image: a\n';
  const FOUND: [string, string, string][] = [
    ['top-level object must be a mapping', '- a\n- b\n', 'docker-compose.yml:1'],
    ['top-level object must be a mapping', '# first\n\nwords\n', 'docker-compose.yml:3'],
    ['services must be a mapping', 'name: x\nservices:\n', 'docker-compose.yml:2'],
    ['services must be a mapping', 'services:\n  - web\n', 'docker-compose.yml:1'],
    ['services.web must be a mapping', 'services:\n  web: nginx\n', 'docker-compose.yml:2'],
    [
      'validating docker-compose.yml: volumes must be a mapping',
      `${WEB}volumes:\n  - a\n`,
      'docker-compose.yml:4',
    ],
    [
      "validating docker-compose.yml: services.web additional properties 'foo', 'bar' not allowed",
      `${WEB}    bar: 1\n    foo: 2\n`,
      'docker-compose.yml:4 and docker-compose.yml:5',
    ],
    [
      "validating docker-compose.yml:  additional properties 'sevices' not allowed",
      `${WEB}sevices: {}\n`,
      'docker-compose.yml:4',
    ],
    [
      'invalid IP address: 47120:8000',
      `${WEB}    ports:\n      - 90\n      - 47120:8000:1:2\n`,
      'docker-compose.yml:6',
    ],
    ['invalid hostPort: abc', `${WEB}    ports:\n      - abc:80\n`, 'docker-compose.yml:5'],
    ['invalid proto: tpc', `${WEB}    ports:\n      - 90:80/tpc\n`, 'docker-compose.yml:5'],
    [
      'invalid ranges specified for container and host Ports: 80-85 and 80-90',
      `${WEB}    ports:\n      - 80-90:80-85\n`,
      'docker-compose.yml:5',
    ],
    [
      'dependency cycle detected: api -> web -> api',
      'services:\n  web:\n    depends_on: [api]\n  api:\n    depends_on:\n      web: {condition: service_started}\n',
      'docker-compose.yml:6 and docker-compose.yml:3',
    ],
    ["'services[web].mem_limit' invalid suffix: 'xb'", `${WEB}    mem_limit: 1xb\n`, 'docker-compose.yml:4'],
    [
      'service web declares mutually exclusive `network_mode` and `networks`: invalid compose project',
      `${WEB}    network_mode: host\n    networks: [a]\n`,
      'docker-compose.yml:4 and docker-compose.yml:5',
    ],
  ];
  for (const [message, text, where] of FOUND)
    it(`is placed: ${message}`, () => {
      const error = refused(message, text);
      assert.deepEqual([error.message, error.where], [message, where]);
    });

  it('names a port that is no number, and not another fault of the ports in its stead', () => {
    const text = `${WEB}    ports:\n      - abc:80\n`;
    const override = 'services:\n  web:\n    ports:\n      - 8080:80\n';
    const {message} = refused('invalid hostPort: abc', text, override);
    assert.match(message, /\(1\) COMPOSE_INVALID: invalid hostPort: abc\. \(2\) PORTS_CONCATENATED/);
  });

  it('is not placed by what stands in no file', () => {
    assert.equal(refused('invalid hostPort: xyz', WEB).where, 'docker-compose.yml, dc.stage.yml');
    assert.equal(
      refused('dependency cycle detected: a -> b -> a', WEB).where,
      'docker-compose.yml, dc.stage.yml',
    );
  });
});
