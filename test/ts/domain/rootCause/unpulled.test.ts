import assert from 'node:assert/strict';
import type {Suspect} from '../../../../ts-helpers/src/domain/suspects/suspect.ts';
import {type Cause, rootCause} from '../../../../ts-helpers/src/domain/rootCause.ts';
import {error} from '../../support/builds.ts';

const asking: Suspect = {
  commit: 'a6864d47b6bd',
  file: 'Dockerfile',
  line: 1,
  weight: 90,
  why: 'was the first to ask for the image ngnix:1.22',
};

const causeOf = (said: string, where?: string, suspects: readonly Suspect[] = []): Cause | undefined =>
  rootCause(
    error({
      code: 'REGISTRY_UNREACHABLE',
      message: `The image registry did not answer: ${said}.`,
      ...(where !== undefined && {where}),
      evidence: {log: {source: 'docker compose build', lines: [said]}, suspects},
    }),
  );

const UNKNOWN = 'dial tcp: lookup registry-1.docker.io on 10.0.0.1:53: no such host';

describe('an image that has to be pulled from a registry that is not reached', () => {
  it('is named, with the line that asks for it first', () => {
    const {sentence, remedy} = causeOf(UNKNOWN, 'ngnix:1.22', [asking])!;
    assert.equal(
      sentence,
      'The image ngnix:1.22 has to be pulled, and the host registry-1.docker.io is not known here.',
    );
    assert.match(
      remedy,
      /^See whether there is such an image: since the commit a6864d4, Dockerfile:1 asks for it\. Where there is: .*getent hosts registry-1\.docker\.io/,
    );
    assert.doesNotMatch(remedy, /Correct the name/);
  });

  it('is named by its service', () => {
    assert.match(
      causeOf(UNKNOWN, 'service db')?.sentence ?? '',
      /^The image of the service db has to be pulled,/,
    );
  });

  it('is named where the registry does not answer, or allows no more', () => {
    for (const said of [
      'net/http: TLS handshake timeout',
      'toomanyrequests: You have reached your pull rate limit',
    ]) {
      const cause = causeOf(said, 'ngnix:1.22', [asking]);
      assert.equal(
        cause?.sentence,
        'The image ngnix:1.22 has to be pulled, and its registry did not answer.',
      );
      assert.match(
        cause.remedy,
        /^See whether there is such an image: since the commit a6864d4, .*status page/,
      );
    }
  });

  it('that was asked for before is no matter of a commit, nor of its name', () => {
    const {remedy} = causeOf(UNKNOWN, 'nginx:1.22')!;
    assert.match(remedy, /^See whether the agent knows it \(getent hosts/);
  });
});
