import assert from 'node:assert/strict';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import type {DoctorResult} from '../../ts-helpers/src/doctor/doctor.ts';
import {startBucket, type TestBucket} from './support/bucket.ts';
import {countable} from './support/cli.ts';
import {SLACK_SPEC, type SlackServer, startSlack} from './support/slackServer.ts';
import {hasSpec} from './support/specs.ts';

describe('countable doctor organisation', function () {
  this.timeout(120_000);
  let bucket: TestBucket;
  let slack: SlackServer;
  let folder: string;
  before(async function () {
    if (!hasSpec(SLACK_SPEC)) {
      console.log(`    skipped: ${SLACK_SPEC} is missing; script/specs fetches it`);
      this.skip();
    }
    folder = mkdtempSync(path.join(tmpdir(), 'countable-organisation-'));
    [bucket, slack] = await Promise.all([startBucket(), startSlack()]);
  });
  after(async () => {
    await (slack as SlackServer | undefined)?.stop();
    (bucket as TestBucket | undefined)?.remove();
    if ((folder as string | undefined) !== undefined) rmSync(folder, {recursive: true});
  });

  const look = async (env: NodeJS.ProcessEnv, ...flags: string[]) => {
    const run = await countable(['doctor', 'organisation', '--json', ...flags], {
      cwd: folder,
      env: {COUNTABLE_CONFIG: undefined, ...env},
    });
    const {findings} = JSON.parse(run.stdout) as DoctorResult;
    return {...run, told: findings.map(({code, message}) => `${code}: ${message}`)};
  };
  const organisation = (more: Readonly<Record<string, unknown>> = {}) =>
    bucket.organisation(path.join(folder, 'agency.yml'), more);

  it('tells what is not set up at all, outside of any project', async () => {
    const {told, exitCode} = await look({});
    assert.deepEqual(told, [
      'bucket-missing: Nothing names a bucket for backups.',
      'token-missing: There is no token for Sentry.',
      'token-missing: There is no token for Slack.',
    ]);
    assert.equal(exitCode, 4);
  });

  it('is content with a bucket that is watched and a token that is taken, and writes nothing there', async () => {
    const env = {
      ...bucket.env,
      COUNTABLE_CONFIG: organisation(),
      SLACK_BOT_TOKEN: 'xoxb-1234-abcdef',
      SLACK_API_URL: slack.url,
    };
    const {told, exitCode, stderr} = await look(env);
    assert.deepEqual(told, ['token-missing: There is no token for Sentry.'], stderr);
    assert.equal(exitCode, 0);
    assert.deepEqual(await bucket.keys(), []);
    assert.deepEqual(slack.violations, []);
  });

  it('tells of a token that is refused, and of a bucket that nobody may look into', async () => {
    slack.answers = {'auth.test': [{error: 'invalid_auth'}]};
    const {told, exitCode, stdout, stderr} = await look({
      ...bucket.env,
      AWS_SECRET_ACCESS_KEY: 'another-one',
      COUNTABLE_CONFIG: organisation(),
      SLACK_BOT_TOKEN: 'xoxb-1234-abcdef',
      SLACK_API_URL: slack.url,
    });
    assert.equal(told.length, 3, told.join('\n'));
    assert.match(told.join('\n'), /bucket-unreadable: [^]*\(S3_/);
    assert.match(
      told.join('\n'),
      /token-refused: Slack does not accept the token: invalid_auth\. \(TOKEN_REFUSED\)/,
    );
    assert.equal(exitCode, 4);
    assert.ok(!`${stdout}${stderr}`.includes('xoxb-1234'));
  });

  it('names the projects whose backups nobody has', async () => {
    const file = organisation();
    const settings = JSON.parse(readFileSync(file, 'utf8')) as object;
    writeFileSync(file, JSON.stringify({...settings, fleet: {projects: ['shop']}}));
    const {told} = await look({...bucket.env, COUNTABLE_CONFIG: file});
    assert.match(told.join('\n'), /^backup-in-trouble: .*shop/m);
  });
});
