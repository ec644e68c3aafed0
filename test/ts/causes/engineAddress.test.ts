import assert from 'node:assert/strict';
import {elsewhere} from '../../../ts-helpers/src/causes/engineAddress.ts';
import {engineFailure} from '../../../ts-helpers/src/causes/engineFailure.ts';
import {rootCause} from '../../../ts-helpers/src/causes/rootCause.ts';
import {toErrorReport} from '../../../ts-helpers/src/stage/runStage.ts';
import {CommandFailed} from '../../../ts-helpers/src/errors/userError.ts';

const AT = 'Cannot connect to the Docker daemon at';

const failureOf = (line: string) =>
  engineFailure(new CommandFailed({program: 'docker', args: ['ps'], exitCode: 1, tail: [line]}));

describe('an engine that does not answer', () => {
  it('is told by its address where it is not the one of this machine', () => {
    const failure = failureOf(`${AT} tcp://build.example.org:2375. Is the docker daemon running?`);
    assert.equal(failure?.where, 'tcp://build.example.org:2375');
    assert.match(failure.remedy, /answers at tcp:\/\/build\.example\.org:2375: DOCKER_HOST names it/);
    assert.match(rootCause(toErrorReport(failure))?.remedy ?? '', /DOCKER_HOST names it/);
  });

  it('is started where it is the one of this machine', () => {
    const failure = failureOf(`${AT} unix:///var/run/docker.sock. Is the docker daemon running?`);
    assert.match(failure?.remedy ?? '', /systemctl start docker/);
    assert.match(rootCause(toErrorReport(failure))?.remedy ?? '', /systemctl start docker/);
  });

  it('is found in the words of every client', () => {
    assert.equal(
      elsewhere('failed to connect to the docker API at unix:///run/user/1000/docker.sock: dial unix'),
      'unix:///run/user/1000/docker.sock',
    );
    assert.equal(
      elsewhere('error during connect: Get "http://docker.example.org:2375/v1.41/info": dial tcp: lookup'),
      'http://docker.example.org:2375/v1.41/info',
    );
    assert.equal(elsewhere('The engine does not answer: docker ps took longer than 60 s'), undefined);
  });
});
