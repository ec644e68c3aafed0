import assert from 'node:assert/strict';
import {translated} from '../../../ts-helpers/src/outside/serviceError.ts';
import {nameUnresolved, unanswered} from '../../../ts-helpers/src/outside/names.ts';

const told = (error: Error) =>
  translated(error, {
    service: 'Sentry',
    url: 'https://sentry.example.org',
    urlFrom: 'SENTRY_URL',
    mayBeDone: true,
    timeoutMs: 10_000,
  });

const failed = (code: string) =>
  new TypeError('fetch failed', {
    cause: Object.assign(new Error(`getaddrinfo ${code} sentry.example.org`), {code}),
  });

describe('a service whose name is not resolved', () => {
  it('is told as a matter of the network where no name server answers', () => {
    for (const error of [failed('EAI_AGAIN'), nameUnresolved('sentry.example.org')]) {
      const {code, message, remedy, mayBeDone} = told(error);
      assert.deepEqual([code, mayBeDone], ['SERVICE_UNREACHABLE', false]);
      assert.equal(message, 'No name server answers where sentry.example.org is.');
      assert.match(remedy, /^See whether this machine has a network/);
    }
  });

  it('is told as a wrong address where one says that there is none', () => {
    assert.equal(told(failed('ENOTFOUND')).code, 'ADDRESS_UNKNOWN');
  });

  it('is known by what the system says, however deep it stands', () => {
    assert.equal(unanswered(failed('EAI_AGAIN')), 'sentry.example.org');
    assert.equal(unanswered(failed('ENOTFOUND')), undefined);
    assert.equal(unanswered('EAI_AGAIN x'), undefined);
  });
});
