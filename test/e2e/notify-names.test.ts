import assert from 'node:assert/strict';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {builtCli} from './support/builtCli.ts';
import {runProgram} from './support/cli.ts';

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
    // The system's own look-up would take it for ninety seconds, and no process exits before that.
    const held = `
      require('node:dgram').createSocket('udp4').bind(53, '127.0.0.1', () => {
        const begun = Date.now();
        const words = ['/cli/countable.cjs', 'notify', '--facts', '/facts/facts.json', '--output', '/tmp/out'];
        const {stderr} = require('node:child_process').spawnSync('node', words, {
          env: {
            ...process.env,
            SLACK_BOT_TOKEN: 'xoxb-1-none',
            COUNTABLE_SLACK_CHANNEL: '#builds',
            SMTP_URL: 'smtp://mail.example.org:587',
            COUNTABLE_MAIL_DOMAINS: 'example.org',
          },
        });
        console.log(JSON.stringify({stderr: String(stderr), took: Date.now() - begun}));
        process.exit();
      });`;
    const names = ['--dns', '127.0.0.1', '--dns-opt', 'timeout:30', '--dns-opt', 'attempts:3'];
    const cli = path.dirname(builtCli().at(-1) ?? '');
    const given = ['--volume', `${cli}:/cli:ro`, '--volume', `${folder}:/facts:ro`];
    const program = ['node:20-slim', 'node', '--eval', held];
    const run = await runProgram(['docker', 'run', '--rm', ...names, ...given, ...program]);
    rmSync(folder, {recursive: true});
    const {stderr, took} = JSON.parse(run.stdout) as {stderr: string; took: number};
    assert.match(stderr, /Slack: .*the name slack\.com cannot be resolved: no name server/);
    assert.match(stderr, /Mail: .*the name mail\.example\.org cannot be resolved: no name server/);
    assert.ok(took < 80_000, `${took}`);
  });
});
