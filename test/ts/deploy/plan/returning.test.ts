import assert from 'node:assert/strict';
import {goingBack, returning, stopping} from '../../../../ts-helpers/src/deploy/plan/returning.ts';
import type {Release} from '../../../../ts-helpers/src/project/release.ts';

const release: Release = {
  project: 'shop',
  environment: 'prod',
  version: 'c0ffee123456',
  commit: 'c0ffee1234567890',
  branch: 'main',
  at: '2026-11-23T12:00:00.000Z',
};
const before: Release = {...release, version: 'bada55123456', by: 'Ada <ada@example.org>'};
const live = {release: before, who: 'Jenkins shop-prod #12', liveAt: '2026-11-22T12:01:00.000Z'};
const error = {
  code: 'SERVICE_EXITED',
  message: 'The service web ended with exit code 1.',
  remedy: 'Correct it.',
  where: 'service web',
  exitCode: 6,
  evidence: {},
};

describe('what is said before a deploy is undone', () => {
  it('is why, and to which release of whom and when', () => {
    assert.equal(
      returning({release, error, live}),
      'The deploy failed: SERVICE_EXITED: The service web ended with exit code 1. Bringing bada55123456 back to production: live since 2026-11-22 12:01 UTC, deployed by Jenkins shop-prod #12, a commit of Ada.',
    );
  });

  it('names where it failed, where the message does not', () => {
    const elsewhere = {...error, message: 'It did not answer.'};
    assert.match(
      returning({release, error: elsewhere, live: undefined}),
      /^The deploy failed: SERVICE_EXITED, service web: It did not answer\. Removing what was started of c0ffee123456; its volumes stay\.$/,
    );
  });

  it('says to who stops it what goes on, and what is left then', () => {
    const place = {release, composeProject: 'shop-prod'};
    const again = 'a second Ctrl-C';
    assert.match(stopping(place).stopping(again), /^Stopping the deploy of c0ffee123456: .* a second Ctrl-C/);
    assert.match(stopping(place).left(), /=shop-prod shows what runs\. The next deploy goes on from there$/);
    assert.match(goingBack(place, before).stopping(again), /^Bringing bada55123456 back goes on to its end/);
    assert.match(goingBack(place, before).left(), /countable rollback prod --to bada55123456$/);
    assert.match(goingBack(place, 'nothing').left(), /^Removing what was started of c0ffee123456 was ended/);
  });
});
