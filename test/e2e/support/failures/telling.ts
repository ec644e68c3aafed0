import {writeFileSync} from 'node:fs';
import type {RequestListener} from 'node:http';
import path from 'node:path';
import {flood} from '../strayServers.ts';
import type {Row} from './row.ts';
import {breaking, json, open, page} from './servers.ts';

/** Telling people never fails. */
const telling = (what: string, more: Pick<Row, 'env'> & Partial<Row>): Row => ({
  what: `telling people, ${what}`,
  words: ['notify', '--facts', 'facts.json', '--output', 'out'],
  given: ({workspace}) =>
    writeFileSync(
      path.join(workspace, 'facts.json'),
      JSON.stringify({
        results: [
          {
            stage: 'Test',
            outcome: 'failed',
            startedAt: '2026-11-24T12:00:00.000Z',
            durationMs: 1,
            error: {code: 'TESTS_FAILED', message: 'm', remedy: 'r', exitCode: 5, evidence: {}},
          },
        ],
        plan: {
          build: {project: 'shop', branch: 'develop', commit: 'a'.repeat(40)},
          groups: [],
          notify: {agents: [], credentials: []},
          slack: {},
          mail: {from: 'ci@example.org', when: 'always'},
          changes: {
            since: null,
            more: false,
            settings: [],
            isNew: true,
            commits: [
              {
                id: 'a'.repeat(40),
                author: {name: 'Ada', email: 'ada@example.org'},
                subject: 's',
                isMerge: false,
                files: [],
              },
            ],
          },
        },
      }),
    ),
  codes: ['passed'],
  ...more,
});
const slack = (listener: RequestListener) => ({
  env: async () => ({SLACK_BOT_TOKEN: 'xoxb-1', SLACK_API_URL: `${await open(listener)}/`}),
});

export const tellingRows: readonly Row[] = [
  telling('where Slack is a page', slack(page)),
  telling('where Slack breaks off', slack(breaking)),
  telling('where Slack answers with nothing at all', slack(json('null'))),
  telling('where Slack answers without an end', slack(flood)),
  telling('where the mail server does not listen', {env: () => ({SMTP_URL: 'smtp://127.0.0.1:1'})}),
  telling('where the address of the mail server is none', {env: () => ({SMTP_URL: 'nonsense://%%%'})}),
  telling('where the report cannot be written', {
    env: () => ({}),
    words: ['notify', '--facts', 'facts.json', '--output', '/proc/nowhere'],
  }),
];
