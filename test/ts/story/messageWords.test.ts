import assert from 'node:assert/strict';
import {fixedMessage} from '../../../ts-helpers/src/story/message.ts';
import {plainMessage} from '../../../ts-helpers/src/story/plainMessage.ts';
import {ADA, build, changes, commit, failed, GRACE, jenkins, plan, result} from '../support/builds.ts';
import {broken, inSlack, last, telling, texts} from '../support/messages.ts';

describe('a message', () => {
  it('says who, what, where and the log lines that matter, alike in Slack and in the log', () => {
    const told = broken({
      code: 'SERVICE_EXITED',
      message: 'The service web ended.',
      where: 'dc.test.yml',
      evidence: {
        services: [
          {service: 'db', state: 'running', health: 'healthy'},
          {service: 'web', state: 'exited', exitCode: 137, outOfMemory: true},
        ],
        log: {source: 'web', lines: ['Killed']},
      },
    });
    assert.equal(
      plainMessage(told),
      `✗ shop develop: The service web needed more memory than it may have, and was killed (Ada): Test failed
@Ada <ada@example.org>
aaaaaaaaaaaa Sell more

Test: SERVICE_EXITED: The service web ended.
Why: The service web needed more memory than it may have, and was killed.
Where: dc.test.yml
Remedy: Raise mem_limit of web (deploy.resources.limits.memory), or let it use less; without a limit, give the host more memory.
Service web: exited, exit code 137, out of memory
    Killed

Build #7: https://ci.example.org/7/
Report: https://ci.example.org/7/artifact/report.html
Log: https://ci.example.org/7/console`,
    );
    assert.deepEqual(inSlack(told), {
      text: '✗ shop develop: The service web needed more memory than it may have, and was killed (Ada): Test failed',
      blocks: [
        {
          type: 'section',
          text: {
            type: 'mrkdwn',
            text: '*✗ shop develop: The service web needed more memory than it may have, and was killed (Ada): Test failed*\n<@Ada>\naaaaaaaaaaaa Sell more',
          },
        },
        {
          type: 'section',
          text: {
            type: 'mrkdwn',
            text: '*Test*: SERVICE_EXITED: The service web ended.\nWhy: The service web needed more memory than it may have, and was killed.\nWhere: dc.test.yml\nRemedy: Raise mem_limit of web (deploy.resources.limits.memory), or let it use less; without a limit, give the host more memory.\nService web: exited, exit code 137, out of memory',
          },
        },
        {type: 'section', text: {type: 'mrkdwn', text: '```\nKilled\n```'}},
        {
          type: 'context',
          elements: [
            {
              type: 'mrkdwn',
              text: '<https://ci.example.org/7/|Build #7> · <https://ci.example.org/7/artifact/report.html|Report> · <https://ci.example.org/7/console|Log>',
            },
          ],
        },
      ],
    });
  });

  it('says why, where a rule knows it, with the line that shows it', () => {
    const text = plainMessage(
      broken({
        code: 'SERVICE_EXITED',
        evidence: {log: {source: 'web', lines: ['psql: FATAL:  the database system is starting up']}},
      }),
    );
    assert.match(
      text,
      /\nWhy: The database did not accept connections when it was asked\.\nShown by: psql: FATAL: {2}the database/,
    );
    assert.match(text, /\nRemedy: See that a database runs where it is asked for/);
  });

  it('names everybody who is blamed, the likely culprit first and as such', () => {
    const brought = changes([
      commit('1111111', GRACE),
      commit('2222222', ADA, {files: ['shop/tests.py']}),
      commit('3333333', GRACE),
    ]);
    const failedTests = [{name: 'adds', message: '', file: 'shop/tests.py'}];
    const told = telling(build([failed({evidence: {failedTests}})], {changes: brought}));
    assert.match(
      texts(inSlack(told))[0] ?? '',
      /\n<@Ada>: 1 commit, likely: shop\/tests\.py in 2222222 · <@Grace>: 2 commits\n/,
    );
  });

  it('blames nobody where no new commit was built, and says why it was built', () => {
    const brought = changes([commit('1', ADA)], {isNew: false});
    const triggers = ['Started by timer'];
    const told = telling(build([failed()], {changes: brought, jenkins: jenkins({triggers})}));
    assert.match(plainMessage(told), /\nNo new commit, so nobody is blamed\. Started by timer\.\n/);
    assert.doesNotMatch(plainMessage(told), /@Ada/);
  });

  it('says of a failure that goes on, whether it is the same, since when and how often', () => {
    const red = build([failed()]);
    const same = plainMessage(last(red, red, red));
    assert.match(same, /^✗ shop develop still red: Bad \(Ada\): Test failed\n/);
    assert.match(
      same,
      /\nThe same error, since 2026-11-24 12:00 UTC, 3 times in a row\. Red since 2026-11-24 12:00 UTC, 3 builds\.\n/,
    );
    const other = plainMessage(last(red, build([failed({message: 'Worse.'})])));
    assert.match(other, /\nAnother error than before\. Red since 2026-11-24 12:00 UTC, 2 builds\.\n/);
  });

  it('says what mended a branch, and how long it was red', () => {
    const fix = commit('f1f1f1f', GRACE, {subject: 'Mend it'});
    const green = build([result()], {changes: changes([fix])});
    assert.equal(
      plainMessage(last(build([failed()]), green)).split('\n\n', 1)[0],
      '✓ shop, branch develop: green again after 1 h and 1 red build\nFixed by f1f1f1f Mend it (Grace)',
    );
  });

  it('turns the message of a breakage green', () => {
    const told = last(build([failed()]), build([result()], {changes: changes([commit('f1f1f1f', GRACE)])}));
    const [headline, was, links] = texts(fixedMessage(told, told.story.course.ended!));
    assert.match(headline ?? '', /^\*✓ shop, branch develop: green again after 1 h/);
    assert.equal(was, 'Was: *Test*: TESTS_FAILED: Bad.');
    assert.match(links ?? '', /^<https:\/\/ci\.example\.org\/1\/\|First red build #1> · /);
  });

  it('says what came to production, and how long it took', () => {
    const brought = changes([commit('2222222', ADA), commit('1111111', GRACE)], {
      compareUrl: 'https://git.example.org/c',
    });
    const facts = build([result({stage: 'Deploy to production', durationMs: 192_000})], {changes: brought});
    facts.plan!.build.environment = 'prod';
    const text = plainMessage(telling(facts));
    delete facts.plan!.build.environment;
    assert.match(
      text,
      /^▲ shop: deployed to production in 3 min 12 s\n• 2222222 Subject of 2222222 \(Ada\)\n• 1111111 Subject of 1111111 \(Grace\)\n/,
    );
    assert.match(text, /\nCompare: https:\/\/git\.example\.org\/c$/);
  });

  it('says what went wrong beside the build, and what to do about it', () => {
    const warning = {
      code: 'TOKEN_REFUSED',
      message: 'Sentry does not accept the <token>.',
      remedy: 'Make a new one.',
    };
    const told = broken({}, [result({stage: 'Deploy to production', warnings: [warning]})]);
    assert.match(plainMessage(told), /\n⚠ Sentry does not accept the <token>\. Make a new one\./);
    assert.match(texts(inSlack(told)).join('\n'), /⚠ Sentry does not accept the &lt;token&gt;\. Make/);
  });

  it('says who stopped a build, which stage was slow, and which tests are flaky', () => {
    const mishap = {
      stage: 'Test',
      during: 'step' as const,
      exception: 'org.jenkinsci.plugins.workflow.steps.FlowInterruptedException',
      causes: ['jenkins.model.CauseOfInterruption$UserInterruption: Aborted by Ada'],
    };
    const stopped = plainMessage(telling({plan, mishaps: [mishap], jenkins: jenkins()}));
    assert.match(stopped, /^■ shop, branch develop: the build was aborted\nAborted by Ada\.\n/);
    const took = (seconds: number) => build([result({durationMs: seconds * 1000})]);
    assert.match(
      plainMessage(last(...[20, 20, 20, 20, 20, 61].map(took))),
      /\nTest took 1 min 1 s; the median of recent builds is 20 s\./,
    );
    const tests = {total: 1, failed: 0, skipped: 0};
    const flaky = last(
      build([failed({evidence: {failedTests: [{name: 'adds', message: ''}]}})]),
      build([result({tests})]),
    );
    assert.match(plainMessage(flaky), /\nFlaky: adds failed before on the same commit, and passed now\./);
  });

  it('names every stage that failed', () => {
    const both = telling(build([{...failed(), stage: 'Deploy to staging'}, failed()]));
    assert.match(plainMessage(both), /^✗ shop develop: Bad \(Ada\): Deploy to staging and Test failed\n/);
  });
});
