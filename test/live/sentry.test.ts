import {randomBytes} from 'node:crypto';
import process from 'node:process';
import {createClock} from '../../ts-helpers/src/outside/clock.ts';
import {openSentry, type Sentry} from '../../ts-helpers/src/sentry/service.ts';
import {sentryContract} from '../contract/sentry.ts';

/**
 * The contract against a real organisation: SENTRY_AUTH_TOKEN, SENTRY_ORG, SENTRY_TEAM, LIVE_SLACK_CHANNEL, and SENTRY_URL of
 * a self-hosted server. Makes one project, `countable-live-…`, and deletes it (project:admin).
 */
describe('Sentry itself', () => {
  const {SENTRY_AUTH_TOKEN: token, SENTRY_ORG, SENTRY_TEAM, SENTRY_URL, LIVE_SLACK_CHANNEL} = process.env;
  const slug = `countable-live-${randomBytes(4).toString('hex')}`;
  let sentry: Sentry | undefined;

  before(function () {
    if (token === undefined || SENTRY_TEAM === undefined || LIVE_SLACK_CHANNEL === undefined) this.skip();
  });
  after(async () => {
    if (sentry === undefined) return;
    const path = `api/0/projects/${sentry.organization}/${slug}/`;
    const headers = {authorization: `Bearer ${token ?? ''}`};
    const {status} = await fetch(new URL(path, `${sentry.url}/`), {method: 'DELETE', headers});
    if (status >= 400) throw new Error(`Delete the project ${slug} by hand: Sentry says ${status}.`);
  });

  sentryContract(() => ({
    async open() {
      const {signal} = new AbortController();
      const clock = createClock(signal);
      sentry = await openSentry({
        token: token ?? '',
        url: SENTRY_URL,
        organization: SENTRY_ORG,
        clock,
        signal,
      });
      return sentry;
    },
    slug,
    team: SENTRY_TEAM ?? '',
    channel: {name: LIVE_SLACK_CHANNEL ?? ''},
  }));
});
