import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {sample, type SampleProject} from '../e2e/support/projects.ts';
import {SLACK_SPEC, type SlackServer, startSlack} from '../e2e/support/slackServer.ts';
import {hasSpec} from '../e2e/support/specs.ts';
import {TOKEN} from '../e2e/support/telling.ts';
import {inProcess} from './support/inProcess.ts';

describe('countable slack', () => {
  let slack: SlackServer;
  let project: SampleProject;
  before(async function () {
    if (!hasSpec(SLACK_SPEC)) {
      console.log(`    skipped: ${SLACK_SPEC} is missing; script/specs fetches it`);
      this.skip();
    }
    slack = await startSlack();
  });
  after(async () => {
    await (slack as SlackServer | undefined)?.stop();
  });
  beforeEach(() => {
    slack.reset();
    project = sample({'docker-compose.yml': 'services: {}\n'});
    execFileSync(
      'sh',
      [
        '-ec',
        'git init --quiet; git add --all; git -c user.name=Ada -c user.email=ada@example.org commit --quiet -m Begin',
      ],
      {cwd: project.workspace},
    );
  });
  afterEach(() => {
    assert.deepEqual(slack.violations, []);
    project.remove();
  });

  const run = async (...flags: string[]) => {
    const done = await inProcess(['slack', ...flags], {
      cwd: project.workspace,
      env: {SLACK_BOT_TOKEN: TOKEN, SLACK_API_URL: slack.url, COUNTABLE_CONFIG: undefined},
    });
    assert.ok(!`${done.stdout}${done.stderr}`.includes(TOKEN), 'the token is shown nowhere');
    return done;
  };

  it('shows what it would do, does it, and has nothing to do the second time', async () => {
    const plan = await run('--plan');
    assert.match(plan.stdout, /in Acme\n1\. Make the channel #e2e-\w+\n2\. Invite ada@example\.org into/);
    assert.equal(slack.channels.length, 0);
    const first = await run();
    assert.equal(first.exitCode, 0, first.stderr);
    assert.match(first.stdout, /: 2 changed\nhttps:\/\/acme\.slack\.com\/archives\/C0+1\n$/);
    assert.match((await run()).stdout, /: nothing had to change\n/);
  });

  it('fails for who was named and is nobody there, and warns alone where it is the author', async () => {
    slack.users = {};
    const own = await run();
    assert.equal(own.exitCode, 0, own.stderr);
    assert.match(own.stderr, /SLACK_PERSON_UNKNOWN: Nobody in Acme has the address ada@example\.org/);
    const named = await run('--invite', 'grace@example.org');
    assert.equal(named.exitCode, 8);
    assert.match(named.stderr, /SLACK_PERSON_UNKNOWN: Nobody in Acme has the address grace@example\.org/);
  });
});
