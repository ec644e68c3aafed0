import {sentryContract} from '../../contract/sentry.ts';
import {createFakeSentry} from '../../fakes/sentry.ts';

describe('the Sentry that unit tests use', () => {
  const sentry = createFakeSentry();
  sentryContract(() => ({
    open: () => Promise.resolve(sentry),
    slug: 'shop-prod',
    team: 'web',
    channel: {name: '#shop'},
  }));
});
