import assert from 'node:assert/strict';
import {rootCause} from '../../../ts-helpers/src/causes/rootCause.ts';
import {error} from '../support/builds.ts';

describe('a host that is not known', () => {
  const services = [
    {service: 'redis', state: 'running'},
    {service: 'test', state: 'exited', exitCode: 1},
  ];
  const remedyOf = (host: string) =>
    rootCause(
      error({
        code: 'TESTS_FAILED',
        where: 'service test',
        evidence: {
          services,
          failedTests: [{name: 'asks', message: `getaddrinfo ENOTFOUND ${host}`}],
        },
      }),
    )?.remedy ?? '';

  it('is none of the services that there are, but for the one that asks', () => {
    assert.match(remedyOf('rediss'), /^No service is called rediss; there is redis\. /);
  });

  it('is no name to correct where packages come from', () => {
    assert.match(remedyOf('pypi.org'), /^See whether the agent knows it/);
    assert.match(remedyOf('api.example.org'), /^Correct the name, or see whether/);
  });
});

describe('a Dockerfile that cannot be read', () => {
  it('is told with one full stop', () => {
    const cause = rootCause(
      error({
        code: 'BUILD_FAILED',
        message: 'An image could not be built: dockerfile parse error line 4: unknown instruction: CDM.',
        evidence: {log: {source: 'docker compose build', lines: []}},
      }),
    );
    assert.equal(cause?.sentence, 'The Dockerfile is not valid, line 4: unknown instruction: CDM.');
  });
});
