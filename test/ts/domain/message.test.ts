import assert from 'node:assert/strict';
import {escaped, type Message, plainMessage, slackMessage} from '../../../ts-helpers/src/domain/message.ts';
import type {Failure, Telling} from '../../../ts-helpers/src/domain/telling.ts';

const failure = (more: Partial<Failure['error']> = {}): Failure => ({
  stage: 'Test',
  error: {code: 'TESTS_FAILED', message: 'Bad.', remedy: 'Mend it.', exitCode: 5, evidence: {}, ...more},
});

const telling = (more: Partial<Telling> = {}): Telling => ({
  kind: 'failed',
  project: 'shop',
  branch: 'develop',
  commit: 'abcdef012345 Sell more',
  failures: [failure()],
  channels: ['#shop'],
  links: [],
  ...more,
});

const texts = ({blocks}: Message): string[] =>
  blocks.flatMap(block =>
    block.type === 'section' ? [block.text.text] : block.elements.map(({text}) => text),
  );

describe('a message', () => {
  it('says who, what, where and the log lines that matter, alike in Slack and in the log', () => {
    const told = telling({
      author: {name: 'Ada', email: 'ada@example.org'},
      failures: [
        failure({
          where: 'dc.test.yml',
          evidence: {
            services: [
              {service: 'db', state: 'running', health: 'healthy'},
              {service: 'web', state: 'exited', exitCode: 137, outOfMemory: true},
            ],
            log: {source: 'web', lines: ['Killed']},
          },
        }),
      ],
      links: [{title: 'Build #7', url: 'https://ci.example.org/7/'}],
    });
    assert.equal(
      plainMessage(told),
      `✗ shop, branch develop: Test failed
@Ada <ada@example.org> · abcdef012345 Sell more

Test: TESTS_FAILED: Bad.
Where: dc.test.yml
Remedy: Mend it.
Service web: exited, exit code 137, out of memory
    Killed

Build #7: https://ci.example.org/7/`,
    );
    assert.deepEqual(slackMessage(told, '<@U1>'), {
      text: '✗ shop, branch develop: Test failed',
      blocks: [
        {
          type: 'section',
          text: {
            type: 'mrkdwn',
            text: '*✗ shop, branch develop: Test failed*\n<@U1> · abcdef012345 Sell more',
          },
        },
        {
          type: 'section',
          text: {
            type: 'mrkdwn',
            text: '*Test*: TESTS_FAILED: Bad.\nWhere: dc.test.yml\nRemedy: Mend it.\nService web: exited, exit code 137, out of memory',
          },
        },
        {type: 'section', text: {type: 'mrkdwn', text: '```\nKilled\n```'}},
        {type: 'context', elements: [{type: 'mrkdwn', text: '<https://ci.example.org/7/|Build #7>'}]},
      ],
    });
  });

  it('says in one line that all is green again', () => {
    const told = telling({kind: 'fixed', failures: []});
    assert.equal(plainMessage(told), '✓ shop, branch develop: green again\nabcdef012345 Sell more');
    assert.deepEqual(texts(slackMessage(told, undefined)), [
      '*✓ shop, branch develop: green again*\nabcdef012345 Sell more',
    ]);
  });

  it('names every stage that failed', () => {
    const both = telling({failures: [{...failure(), stage: 'Deploy to staging'}, failure()]});
    assert.match(plainMessage(both), /^✗ shop, branch develop: Deploy to staging and Test failed\n/);
  });

  it('makes text of what looks like markup, mentions and colours', () => {
    assert.equal(escaped('<!channel> a&b <https://x|y>'), '&lt;!channel&gt; a&amp;b &lt;https://x|y&gt;');
    assert.equal(escaped('@here @EVERYONE @channel @ada'), '@\u200Bhere @\u200BEVERYONE @\u200Bchannel @ada');
    assert.equal(escaped('\u001B[31mred\u001B[0m \u001B]8;;https://x\u0007link'), 'red link');
  });

  it('cannot be led out of its code block', () => {
    const [, , code] = texts(
      slackMessage(
        telling({failures: [failure({evidence: {log: {source: 'x', lines: ['a ``` b']}}})]}),
        undefined,
      ),
    );
    assert.equal(code, "```\na ''' b\n```");
  });

  it('keeps the newest lines of a long log', () => {
    const lines = Array.from({length: 100}, (_, index) => `line ${index} ${'x'.repeat(150)}`);
    const told = telling({failures: [failure({evidence: {log: {source: 'x', lines}}})]});
    const [, , code = ''] = texts(slackMessage(told, undefined));
    assert.ok(code.length <= 3000, `${code.length}`);
    assert.match(code, /line 99 x+\n```$/);
    assert.doesNotMatch(code, /line 80 /);
    assert.match(plainMessage(told), /line 80 /);
  });

  it('stays within what Slack takes, whatever there is to say', () => {
    const failedTests = Array.from({length: 30}, (_, index) => ({
      name: `${index}${'&'.repeat(500)}`,
      message: '',
    }));
    const failures = Array.from({length: 60}, () =>
      failure({message: '<'.repeat(5000), evidence: {failedTests}}),
    );
    const links = Array.from({length: 90}, (_, index) => ({
      title: `Site ${index}`,
      url: `https://${'x'.repeat(60)}/`,
    }));
    const message = slackMessage(telling({failures, links, branch: 'b'.repeat(900)}), undefined);
    assert.ok(message.blocks.length <= 50);
    for (const text of texts(message)) {
      assert.ok(text.length <= 3000, `${text.length}`);
      assert.doesNotMatch(text, /&[a-z]*…/, 'no escape is cut in half');
      assert.doesNotMatch(text, /<[^>]*$/, 'no link is cut in half');
    }
    assert.ok(texts(message).includes('_There is more in the log._'));
  });

  it('names ten failed tests, and counts the rest', () => {
    const failedTests = Array.from({length: 12}, (_, index) => ({
      name: `test ${index}`,
      message: 'no\nstack',
    }));
    const text = plainMessage(telling({failures: [failure({evidence: {failedTests}})]}));
    assert.match(text, /\nFailed: test 9: no\n… and 2 more$/);
  });
});
