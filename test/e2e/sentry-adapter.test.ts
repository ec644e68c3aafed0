import {createClock} from '../../ts-helpers/src/adapters/clock.ts';
import {openSentry} from '../../ts-helpers/src/adapters/sentry.ts';
import {sentryContract} from '../contract/sentry.ts';
import {
  SENTRY_SPECS,
  SENTRY_TOKEN,
  type SentryAge,
  type SentryServer,
  startSentry,
} from './support/sentry/server.ts';
import {hasSpec} from './support/specs.ts';

for (const age of ['workflows', 'rules'] satisfies SentryAge[]) {
  describe(`Sentry, through its adapter, with a server that has ${age}`, () => {
    let server: SentryServer | undefined;
    before(async function () {
      if (!hasSpec(SENTRY_SPECS[age])) this.skip();
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
      return {open: () => openSentry(options), slug: 'shop-prod', team: 'web', channel: '#shop'};
    });
  });
}
