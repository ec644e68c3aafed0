import assert from 'node:assert/strict';
import {elsewhere, type EngineNamed} from '../../../ts-helpers/src/causes/engineAddress.ts';
import {engineFailure} from '../../../ts-helpers/src/causes/engineFailure.ts';
import {rootCause} from '../../../ts-helpers/src/causes/rootCause.ts';
import {toErrorReport} from '../../../ts-helpers/src/stage/runStage.ts';
import {CommandFailed} from '../../../ts-helpers/src/errors/userError.ts';

const AT = 'Cannot connect to the Docker daemon at';

const failureOf = (line: string, named: EngineNamed = {}) =>
  engineFailure(new CommandFailed({program: 'docker', args: ['ps'], exitCode: 1, tail: [line]}), named);

const DURING =
  'error during connect: Get "http://docker.example.com/v1.50/containers/json?all=1&filters=%7B%7D": ';
const BY_SSH = `${DURING}command [ssh -o ConnectTimeout=30 -T -l ada -- build.example.org docker system dial-stdio] has exited with exit status 255, make sure the URL is valid`;

describe('an engine that does not answer', () => {
  it('is told by what DOCKER_HOST names, whatever docker says of it', () => {
    for (const [host, line] of [
      ['tcp://build.example.org:2375', `${AT} tcp://build.example.org:2375. Is the docker daemon running?`],
      [
        'tcp://build.example.org:2375',
        'error during connect: Get "http://build.example.org:2375/v1.41/info": dial tcp: lookup',
      ],
      ['ssh://ada@build.example.org', BY_SSH],
      ['unix:///run/slow.sock', 'Cannot connect to the Docker daemon'],
    ] as const) {
      const failure = failureOf(line, {DOCKER_HOST: host, DOCKER_CONTEXT: 'not-asked'});
      assert.equal(failure?.where, host);
      const remedy = rootCause(toErrorReport(failure))?.remedy ?? '';
      assert.ok(
        remedy.startsWith(`See whether an engine answers at ${host}, which DOCKER_HOST names`),
        remedy,
      );
      assert.match(remedy, /unset DOCKER_HOST$/);
    }
  });

  it('is told where DOCKER_HOST is set and it takes too long to answer', () => {
    const late = new CommandFailed({program: 'docker', args: ['ps'], tail: [], lateAfterMs: 60_000});
    assert.equal(engineFailure(late, {DOCKER_HOST: 'unix:///run/slow.sock'})?.where, 'unix:///run/slow.sock');
    assert.equal(engineFailure(late)?.where, undefined);
  });

  it('is told by the context of docker where that names it, without what was asked of it', () => {
    for (const [line, address] of [
      [`${AT} tcp://build.example.org:2375. Is the docker daemon running?`, 'tcp://build.example.org:2375'],
      [
        'error during connect: Get "http://build.example.org:2375/v1.41/info?x=%7B": dial',
        'tcp://build.example.org:2375',
      ],
      [BY_SSH, 'ssh://build.example.org'],
      [
        'failed to connect to the docker API at unix:///run/user/1000/docker.sock: dial unix',
        'unix:///run/user/1000/docker.sock',
      ],
    ] as const) {
      const of = elsewhere(line, {});
      assert.equal(of?.where, address);
      assert.match(of.remedy, /context of docker names \(docker context ls\).*docker context use default$/);
      assert.doesNotMatch(of.remedy, /DOCKER_HOST/);
      assert.match(
        elsewhere(line, {DOCKER_CONTEXT: 'build'})?.remedy ?? '',
        /context build names, by DOCKER_CONTEXT/,
      );
    }
    assert.match(elsewhere(BY_SSH, {})?.remedy ?? '', /: ssh build\.example\.org docker version/);
  });

  it('is none where the context or the address cannot be', () => {
    const context =
      'Failed to initialize: unable to resolve docker endpoint: context "nope": context not found: open x';
    const byVariable = elsewhere(context, {DOCKER_CONTEXT: 'nope'});
    assert.equal(byVariable?.where, 'DOCKER_CONTEXT');
    assert.match(byVariable.remedy, /^Correct DOCKER_CONTEXT, or unset it/);
    assert.match(elsewhere(context, {})?.remedy ?? '', /docker context use/);
    const address = 'unable to resolve docker endpoint: invalid bind address format: https://127.0.0.1:1';
    assert.match(
      elsewhere(address, {DOCKER_HOST: 'https://127.0.0.1:1'})?.remedy ?? '',
      /^Correct DOCKER_HOST/,
    );
  });

  it('is started where it is the one of this machine', () => {
    const failure = failureOf(`${AT} unix:///var/run/docker.sock. Is the docker daemon running?`);
    assert.equal(failure?.where, undefined);
    assert.match(failure?.remedy ?? '', /systemctl start docker/);
    assert.match(rootCause(toErrorReport(failure))?.remedy ?? '', /systemctl start docker/);
    assert.equal(elsewhere('The engine does not answer: docker ps took longer than 60 s', {}), undefined);
  });
});
