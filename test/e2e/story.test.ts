import assert from 'node:assert/strict';
import {freePort} from './support/deploys.ts';
import {type MailServer, startMail} from './support/mailServer.ts';
import type {Posted} from './support/slackMessages.ts';
import type {SlackServer} from './support/slackServer.ts';
import {type BuildOptions, type BuildRun, storyProject, type StoryProject} from './support/story.ts';
import {tellingSlack, textOf, TOKEN} from './support/telling.ts';

const ADA = {name: 'Ada 🚀 "the" O\'Lovelace', email: 'ada@example.org'};
const NOUR = {name: 'نور & \u202Eأحمد', email: 'nour@example.org'};

/** Chapters of one story: each goes on where the one before ended. */
describe('a branch breaks, breaks differently, is mended, is flaky, and is reverted', () => {
  const telling = tellingSlack({keep: true});
  let project: StoryProject;
  let mail: MailServer;
  let slack: SlackServer;

  before(async () => {
    project = await storyProject();
    mail = await startMail();
    slack = telling.slack;
    slack.users = {'ada@example.org': 'UADA', 'nour@example.org': 'UNOUR'};
  });
  after(async () => {
    // Neither is there where the suite is skipped.
    (project as StoryProject | undefined)?.remove();
    await (mail as MailServer | undefined)?.stop();
  });

  const build = async (options: BuildOptions = {}): Promise<BuildRun & {posted: Posted[]}> => {
    const before = slack.messages.length;
    const run = await project.build({
      ...options,
      environment: {
        SLACK_BOT_TOKEN: TOKEN,
        SLACK_API_URL: slack.url,
        SMTP_URL: mail.url,
        COUNTABLE_MAIL_DOMAINS: 'example.org',
        ...options.environment,
      },
    });
    assert.deepEqual(slack.violations, [], 'every request is as Slack’s own document wants it');
    assert.doesNotMatch(run.page, /<script|\u202E/, 'what comes from outside stays text');
    for (const message of slack.messages) {
      assert.ok(message.blocks.length <= 50);
      assert.doesNotMatch(textOf(message), /<!|<script|\u202E/);
    }
    return {...run, posted: slack.messages.slice(before)};
  };
  const root = (thread: string | undefined) => slack.messages.find(({ts}) => ts === thread)!;
  const short = (commit: string) => commit.slice(0, 7);

  it('1 tells nobody that all is well', async () => {
    const {exitCode, posted, report} = await build();
    assert.deepEqual([exitCode, posted, report.verdict], [0, [], 'green']);
  });

  it('2 tells who broke it, with the test, in a message of its own', async () => {
    const commit = project.commit(
      ADA,
      {cases: 'adds expected &lt;script>alert(1)&lt;/script>\n'},
      '<script>Break</script> *it*',
    );
    const {exitCode, posted, page} = await build();
    assert.equal(exitCode, 5);
    const [message] = posted as [Posted];
    const text = textOf(message);
    assert.match(text, /✗ .* develop: expected .*: Test failed/);
    assert.match(text, new RegExp(`<@UADA> .*likely: cases in ${short(commit)}`));
    assert.match(text, /Failed: shop › adds: expected &lt;script&gt;alert/);
    assert.match(page, /The test shop › adds failed/);
    assert.equal(message.channel, `C${project.name.toUpperCase()}`);
  });

  it('3 replies in the thread when it breaks differently, and calls who did that', async () => {
    project.commit(NOUR, {cases: 'adds expected 1\nmultiplies expected 6\n'}, 'Break "more" 🚀');
    const {posted} = await build();
    const [reply] = posted as [Posted];
    assert.deepEqual([posted.length, reply.thread, reply.broadcast], [1, slack.messages[0]?.ts, false]);
    assert.match(
      textOf(reply),
      /still red[^]*<@UNOUR>[^]*Another error than before\. Red since .*, 2 builds\./,
    );
    assert.doesNotMatch(textOf(reply), /\u202E/);
  });

  it('6 turns the message green when it is mended, names the commit, and tells the channel', async () => {
    const commit = project.commit(ADA, {cases: ''}, 'Mend it');
    const {exitCode, posted, page} = await build();
    assert.equal(exitCode, 0);
    const [reply] = posted as [Posted];
    assert.equal(reply.broadcast, true);
    assert.match(
      textOf(reply),
      new RegExp(`green again after .*\\nFixed by ${short(commit)} Mend it \\(Ada 🚀`),
    );
    assert.match(textOf(root(reply.thread)), /^\*✓ .*green again/);
    assert.match(page, /Green again after/);
  });

  it('9 mails the committer, with the report, when Slack is down for the whole build', async () => {
    project.commit(ADA, {cases: 'adds expected 1\n'}, 'Break it again');
    const down = {SLACK_API_URL: `http://127.0.0.1:${await freePort()}/`};
    const {exitCode, stderr, posted} = await build({environment: down});
    assert.deepEqual([exitCode, posted], [5, []]);
    assert.match(stderr, /Slack: .*ECONNREFUSED/);
    assert.match(stderr, /Sent to ada@example\.org/);
    const [letter] = mail.letters;
    assert.deepEqual([mail.letters.length, letter?.to], [1, ['ada@example.org']]);
    assert.equal(letter?.content.to?.[0]?.name, ADA.name);
    assert.match(letter?.content.text ?? '', /TESTS_FAILED: 1 of 2 tests failed/);
    assert.equal(letter?.content.attachments[0]?.filename, 'report.html');
  });
});
