import {forRequestsAsTheSdkSendsThem} from './slack.ts';

/** A vendor's own document of its API, of one moment: what it is today may be another. */
export interface VendorDocument {
  /** What the tests know it by. */
  name: string;
  /** Whose it is, for people. */
  of: string;
  /** Repository, commit and file, as the raw contents are found under ORIGIN. */
  path: string;
  sha256: string;
  /** What has to be changed in it, once it is known to be the one. */
  adapt?(text: string): string;
}

export const ORIGIN = 'https://raw.githubusercontent.com';

export const DOCUMENTS: readonly VendorDocument[] = [
  {
    name: 'slack.json',
    of: 'Slack, of 2021, the last that it published',
    path: 'slackapi/slack-api-specs/bc08db49625630e3585bf2f1322128ea04f2a7f3/web-api/slack_web_openapi_v2.json',
    sha256: '742a5c977180a829df8767cf57bc417d99b3713583aee83741efb9c08ca731e7',
    adapt: forRequestsAsTheSdkSendsThem,
  },
  {
    name: 'sentry.json',
    of: 'Sentry, of August 2026',
    path: 'getsentry/sentry-api-schema/79207276bee96c42348ebc245c91a98a0b056839/openapi-derefed.json',
    sha256: 'b71216654e44cc18f5e262fbb5075df67f1504a123d4bcb51cc8e8cc74ebd435',
  },
  {
    name: 'sentry-rules.json',
    of: 'Sentry, of May 2026, before project rules went',
    path: 'getsentry/sentry-api-schema/59279fd485113177fdc405c9d988ac3d145a0427/openapi-derefed.json',
    sha256: '5022c9ccb75983bbcb55de1b3739b96753107043db7b78cd86bded866ac07f77',
  },
];
