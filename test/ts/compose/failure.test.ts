import assert from 'node:assert/strict';
import {composeFailure} from '../../../ts-helpers/src/compose/failure.ts';

const failed = (doing: 'build' | 'up' | 'up --build', ...tail: string[]) => {
  const {code, message, where} = composeFailure({doing, tail});
  return {code, message, where};
};

// Every output below was printed by Compose 2.40.3 on engine 20.10, but for the registry's refusals.
describe('what a failed build or start means', () => {
  it('knows a taken port, held by a program or by a container', () => {
    const start = ' Container cf-a-1  Starting';
    const error =
      'Error response from daemon: driver failed programming external connectivity on endpoint cf-a-1 (cd67):';
    const program = `${error} Error starting userland proxy: listen tcp4 0.0.0.0:18099: bind: address already in use`;
    const container = `${error} Bind for 0.0.0.0:18098 failed: port is already allocated`;
    assert.deepEqual(failed('up', start, program), {
      code: 'PORT_TAKEN',
      message: 'The port 18099 is already in use on this host.',
      where: 'port 18099',
    });
    assert.equal(failed('up', start, container).where, 'port 18098');
  });

  it('knows a full disk, whoever met it', () => {
    const line =
      'failed to solve: failed to write compressed diff: write /var/lib/docker/x: no space left on device';
    assert.equal(failed('build', line).code, 'DISK_FULL');
  });

  it('knows a registry that does not answer, and one that refuses', () => {
    const silent =
      'Error response from daemon: Get "https://registry.example/v2/": dial tcp: lookup registry.example on 10.0.0.1:53: no such host';
    assert.equal(failed('up', ' f Pulling ', silent).code, 'REGISTRY_UNREACHABLE');
    const denied =
      "Error response from daemon: pull access denied for acme/shop, repository does not exist or may require 'docker login'";
    assert.deepEqual(failed('up', denied), {
      code: 'REGISTRY_UNREACHABLE',
      message: 'The image acme/shop cannot be pulled.',
      where: 'acme/shop',
    });
    const unknown =
      'Error response from daemon: manifest for postgres:99 not found: manifest unknown: manifest unknown';
    assert.equal(failed('up', unknown).where, 'postgres:99');
  });

  it('names the image that a registry which does not answer was asked for', () => {
    const unknown = 'dial tcp: lookup registry-1.docker.io on 10.0.0.1:53: no such host';
    const asked = `failed to do request: Head "https://registry-1.docker.io/v2/library/ngnix/manifests/1.22": ${unknown}`;
    const image = {
      code: 'REGISTRY_UNREACHABLE',
      message: `The image ngnix:1.22 had to be fetched, and its registry registry-1.docker.io is not known here.`,
      where: 'ngnix:1.22',
    };
    assert.deepEqual(
      failed(
        'build',
        '#3 [site internal] load metadata for docker.io/library/ngnix:1.22',
        `#3 ERROR: ${asked}`,
        '------',
        ' > [site internal] load metadata for docker.io/library/ngnix:1.22:',
        '------',
        `failed to solve: rpc error: code = Unknown desc = failed to solve with frontend dockerfile.v0: failed to create LLB definition: ${asked}`,
      ),
      image,
    );
    const newer = `failed to solve: ngnix:1.22: failed to resolve source metadata for docker.io/library/ngnix:1.22: ${asked}`;
    assert.deepEqual(failed('build', newer), image);
    const tail = [
      ' web Pulling ',
      ' db Pulling ',
      ` db Error Get "https://registry-1.docker.io/v2/": ${unknown}`,
      ' web  Interrupted',
      `Error response from daemon: Get "https://registry-1.docker.io/v2/": ${unknown}`,
    ];
    const model = {services: {db: {image: 'mariadb:10.111'}, web: {image: 'web'}}};
    assert.equal(composeFailure({doing: 'up', tail, model}).where, 'mariadb:10.111');
    assert.equal(composeFailure({doing: 'up', tail}).where, undefined);
  });

  it('names the service and the step of a failed build', () => {
    const error = failed(
      'build',
      '#6 [web 3/3] RUN echo boom >&2; exit 3',
      '#6 0.414 boom',
      '------',
      ' > [web 3/3] RUN echo boom >&2; exit 3:',
      '0.414 boom',
      '------',
      'failed to solve: executor failed running [/bin/sh -c echo boom >&2; exit 3]: exit code: 3',
    );
    assert.deepEqual(error, {
      code: 'BUILD_FAILED',
      message:
        'The image of web could not be built: executor failed running [/bin/sh -c echo boom >&2; exit 3]: exit code: 3.',
      where: 'Dockerfile of web: RUN echo boom >&2; exit 3',
    });
  });

  it('passes on what a broken Dockerfile says', () => {
    const line =
      'failed to solve: rpc error: code = Unknown desc = failed to solve with frontend dockerfile.v0: failed to create LLB definition: dockerfile parse error line 1: unknown instruction: FRM';
    assert.match(
      failed('build', line).message,
      /dockerfile parse error line 1: unknown instruction: FRM|unknown instruction: FRM/,
    );
  });

  it('knows a dependency that ended or never became healthy', () => {
    assert.equal(
      failed('up', 'dependency failed to start: container cf-d-1 is unhealthy').code,
      'SERVICE_UNHEALTHY',
    );
    assert.deepEqual(failed('up', 'service "b" didn\'t complete successfully: exit 7'), {
      code: 'SERVICE_EXITED',
      message: 'The service b ended with exit code 7.',
      where: 'b',
    });
  });

  it('tells a failed build from a failed start where both are one command', () => {
    const code = (...tail: string[]) => failed('up --build', ...tail).code;
    const printed = ['#2 DONE 0.0s', 'failed to solve: failed to read dockerfile: no such file or directory'];
    assert.equal(code(...printed), 'BUILD_FAILED');
    assert.equal(code('unable to prepare context: path "/shop/nowhere" not found'), 'BUILD_FAILED');
    assert.equal(code('target web: failed to solve: no such file'), 'BUILD_FAILED');
    assert.equal(code(' web  Built', ' Container shop-web-1  Starting', 'Error: no'), 'START_FAILED');
  });

  it('says the last line when it knows no better', () => {
    const line =
      'Error response from daemon: failed to create shim task: exec: "nonesuch": executable file not found in $PATH: unknown';
    assert.deepEqual(failed('up', line, ''), {
      code: 'START_FAILED',
      message: `Compose could not start the services: ${line}`,
      where: undefined,
    });
  });
});
