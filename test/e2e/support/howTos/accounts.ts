import assert from 'node:assert/strict';
import {writeFileSync} from 'node:fs';
import path from 'node:path';
import {JENKINS_TOKEN, JENKINS_USER, type JenkinsServer, startJenkins} from '../jenkinsServer.ts';
import {SENTRY_TOKEN, type SentryServer, startSentry} from '../sentry/server.ts';
import {SLACK_SPEC, type SlackServer, startSlack} from '../slackServer.ts';
import {hasSpec} from '../specs.ts';
import {TOKEN} from '../telling.ts';

/** What the reader has accounts for. Stand-ins of Slack and Sentry need the vendors' documents, and are there for pages that name them. */
export interface Accounts {
  jenkins: JenkinsServer;
  slack: SlackServer | undefined;
  sentry: SentryServer | undefined;
  /** Addresses in pages, and what they are here. */
  addresses: [string, string][];
  /** Variables that the first hour sets, and those of a laptop. */
  access: Record<string, string>;
  /** Files with tokens, and values of their own, which readers have before a page begins. */
  leaveFiles(home: string): void;
  stop(): Promise<void>;
}

export const SENTRY_SPEC = 'sentry.json';

export const startAccounts = async (page: string): Promise<Accounts> => {
  const jenkins = await startJenkins();
  const slack = /slack/i.test(page) && hasSpec(SLACK_SPEC) ? await startSlack() : undefined;
  const sentry =
    /SENTRY_|sentry\./.test(page) && hasSpec(SENTRY_SPEC) ? await startSentry('current') : undefined;
  return {
    jenkins,
    slack,
    sentry,
    addresses: [
      ['https://ci.example.org/', jenkins.url],
      ['https://sentry.example.org', sentry?.url ?? 'http://127.0.0.1:9'],
    ],
    access: {
      JENKINS_URL: jenkins.url,
      JENKINS_USER_ID: JENKINS_USER,
      JENKINS_API_TOKEN: JENKINS_TOKEN,
      ...(slack && {SLACK_API_URL: slack.url}),
    },
    leaveFiles(home) {
      writeFileSync(path.join(home, '.jenkins-token'), `${JENKINS_TOKEN}\n`);
      for (const [file, text] of Object.entries(FILES)) writeFileSync(path.join(home, file), text);
    },
    async stop() {
      assert.deepEqual([...(slack?.violations ?? []), ...(sentry?.violations ?? [])], []);
      await Promise.all([jenkins, slack, sentry].map(server => server?.stop()));
    },
  };
};

const FILES = {
  'slack.txt': TOKEN,
  'sentry.txt': SENTRY_TOKEN,
  'stage.env': 'POSTGRES_PASSWORD=for-staging\n',
  'prod.env': 'POSTGRES_PASSWORD=for-production\n',
  'test.env': 'POSTGRES_PASSWORD=for-tests\n',
};
