import assert from 'node:assert/strict';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {withoutNames} from './support/unnamed.ts';

/** A build that failed before it had a plan, of an organisation that mails as well. */
const FACTS = {
  jenkins: {jobName: 'shop/develop', buildNumber: 7, triggers: []},
  scm: {GIT_URL: 'git@git.example.org:team/shop.git', GIT_BRANCH: 'develop'},
  results: [
    {
      stage: 'Plan',
      outcome: 'failed',
      startedAt: '2026-11-24T10:00:00Z',
      durationMs: 5,
      error: {code: 'SETTINGS_INVALID', message: 'No.', remedy: 'Yes.', exitCode: 3, evidence: {}},
      head: {
        commit: 'a'.repeat(40),
        subject: 'Change it',
        author: {name: 'Ada', email: 'ada@example.org'},
      },
    },
  ],
};

describe('telling', () => {
  it('ends soon where no name server answers, and says so', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'countable-names-'));
    writeFileSync(path.join(folder, 'facts.json'), JSON.stringify(FACTS));
    const words = ['notify', '--facts', '/facts/facts.json', '--output', '/tmp/out'];
    const {stderr, took} = await withoutNames(words, {
      env: {
        SLACK_BOT_TOKEN: 'xoxb-1-none',
        COUNTABLE_SLACK_CHANNEL: '#builds',
        SMTP_URL: 'smtp://mail.example.org:587',
        COUNTABLE_MAIL_DOMAINS: 'example.org',
      },
      volumes: [`${folder}:/facts:ro`],
    });
    rmSync(folder, {recursive: true});
    assert.match(stderr, /Slack: .*the name slack\.com cannot be resolved: no name server/);
    assert.match(stderr, /Mail: .*the name mail\.example\.org cannot be resolved: no name server/);
    assert.ok(took < 80_000, `${took}`);
  });
});
