import * as Sentry from '@sentry/node';

// Loaded before all else. Reports nothing where there is no SENTRY_DSN: a deploy of production gives it, with environment and release.
Sentry.init();
