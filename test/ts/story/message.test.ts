import assert from 'node:assert/strict';
import {slackMessage, withoutBlocks} from '../../../ts-helpers/src/story/message.ts';
import {escaped} from '../../../ts-helpers/src/story/escape.ts';
import {plainMessage} from '../../../ts-helpers/src/story/plainMessage.ts';
import {build, changes, commit, failed, plan, result} from '../support/builds.ts';
import {broken, inSlack, mention, telling, texts} from '../support/messages.ts';

describe('a message for Slack', () => {
  it('makes text of what looks like markup, mentions and colours', () => {
    assert.equal(escaped('<!channel> a&b <https://x|y>'), '&lt;!channel&gt; a&amp;b &lt;https://x|y&gt;');
    assert.equal(escaped('@here @EVERYONE @channel @ada'), '@\u200Bhere @\u200BEVERYONE @\u200Bchannel @ada');
    assert.equal(escaped('\u001B[31mred\u001B[0m \u001B]8;;https://x\u0007link'), 'red link');
    assert.equal(
      escaped('*bold* snake_case a*b `x`').replaceAll('\u200B', '.'),
      '.*.bold.*. snake_case a*b .`.x.`.',
    );
    assert.equal(escaped('Ada \u202Enimda'), 'Ada nimda');
  });

  it('begins no line that a branch, a person or a service wrote', () => {
    const nasty = 'x\n✓ forged\u001B]0;t\u0007\r\u2028y';
    const author = {name: nasty, email: 'ada@example.org'};
    const facts = build(
      [
        failed({
          message: nasty,
          where: nasty,
          remedy: nasty,
          evidence: {services: [{service: nasty, state: 'exited'}]},
        }),
      ],
      {
        plan: {...plan, build: {...plan.build, branch: nasty, subject: nasty, author}},
        changes: changes([commit('b'.repeat(40), author, {subject: nasty})]),
      },
    );
    const told = telling(facts);
    for (const text of [plainMessage(told), ...texts(inSlack(told)), inSlack(told).text])
      for (const line of text.split('\n')) {
        assert.doesNotMatch(line, /^\W*✓ forged|^\W*y/, text);
        // eslint-disable-next-line no-control-regex
        assert.doesNotMatch(line, /[\u0000-\u001F\u2028]/);
      }
  });

  it('cannot be led out of its code block', () => {
    const [, , code] = texts(
      slackMessage(broken({evidence: {log: {source: 'x', lines: ['a ``` b']}}}), mention),
    );
    assert.equal(code, "```\na ''' b\n```");
  });

  it('keeps the newest lines of a long log', () => {
    const lines = Array.from({length: 100}, (_, index) => `line ${index} ${'x'.repeat(150)}`);
    const told = broken({evidence: {log: {source: 'x', lines}}});
    const [, , code = ''] = texts(inSlack(told));
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
    const stages = Array.from({length: 60}, (_, index) =>
      failed({message: `${index}${'<'.repeat(5000)}`, evidence: {failedTests}}),
    );
    const urls = Array.from({length: 90}, (_, index) => `https://${'x'.repeat(60)}/${index}`);
    const people = Array.from({length: 40}, (_, index) => ({
      name: '&'.repeat(500),
      email: `${index}@example.org`,
    }));
    const brought = changes(people.map((person, index) => commit(`${index}`, person)));
    const facts = build([...stages, result({urls})], {changes: brought});
    const message = inSlack(
      telling({...facts, plan: {...facts.plan!, build: {...plan.build, branch: 'b'.repeat(900)}}}),
    );
    assert.ok((message.blocks ?? []).length <= 50);
    for (const text of texts(message)) {
      assert.ok(text.length <= 3000, `${text.length}`);
      assert.doesNotMatch(text, /&[a-z]*…/, 'no escape is cut in half');
      assert.doesNotMatch(text, /<[^>]*$/, 'no link is cut in half');
    }
    assert.ok(texts(message).includes('_There is more in the log._'));
    assert.ok(texts(message).join('').length <= 12_000);
    assert.ok(withoutBlocks(message).text.length <= 4_000);
  });

  it('leaves out logs before failures where all together is too much', () => {
    const long = (index: number) =>
      failed({
        message: `Bad ${index} ${'x'.repeat(1_500)}`,
        evidence: {log: {source: 'web', lines: Array.from({length: 20}, () => 'y'.repeat(190))}},
      });
    const shown = texts(inSlack(telling(build(Array.from({length: 5}, (_, index) => long(index))))));
    assert.equal(shown.filter(text => text.startsWith('*Test*: ')).length, 5);
    assert.equal(shown.filter(text => text.startsWith('```')).length, 1);
    assert.ok(shown.join('').length <= 12_000);
    assert.ok(shown.includes('_There is more in the log._'));
  });

  it('names ten failed tests, and counts the rest', () => {
    const failedTests = Array.from({length: 12}, (_, index) => ({
      name: `test ${index}`,
      message: 'no\nstack',
    }));
    const text = plainMessage(broken({evidence: {failedTests}}));
    assert.match(text, /\nFailed: test 9: no\n… and 2 more\n/);
  });
});
