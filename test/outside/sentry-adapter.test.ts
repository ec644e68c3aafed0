import {createClock} from '../../ts-helpers/src/outside/clock.ts';
import {openSentry} from '../../ts-helpers/src/sentry/service.ts';
import {sentryContract} from '../contract/sentry.ts';
import {AGES, ALL_AGES} from '../e2e/support/sentry/ages.ts';
import {SENTRY_TOKEN, type SentryServer, startSentry} from '../e2e/support/sentry/server.ts';
import {hasSpec} from '../e2e/support/specs.ts';

for (const age of ALL_AGES) {
  describe(`Sentry, through its adapter, with a server of ${age}`, () => {
    let server: SentryServer | undefined;
    before(async function () {
      if (!hasSpec(AGES[age].document)) this.skip();
      server = await startSentry(age);
    });
    after(async () => {
      await server?.stop();
    });

    sentryContract(() => {
      const {signal} = new AbortController();
      const options = {
        token: SENTRY_TOKEN,
        url: server?.url,
        organization: 'acme',
        clock: createClock(signal),
        signal,
      };
      return {open: () => openSentry(options), slug: 'shop-prod', team: 'web', channel: {name: '#shop'}};
    });
  });
}
