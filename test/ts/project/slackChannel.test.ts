import assert from 'node:assert/strict';
import {slackChannel} from '../../../ts-helpers/src/project/slackChannel.ts';

describe('a channel as Slack can have it', () => {
  const names: [string, string][] = [
    ['example.com', '#example-com'],
    ['Shop', '#shop'],
    ['#shop', '#shop'],
    ['shop_2-web', '#shop_2-web'],
    ['my shop', '#my-shop'],
    ['.github', '#github'],
    ['shop.', '#shop'],
    ['a..b', '#a-b'],
    ['Café', '#café'],
    ['Cafe\u0301', '#café'],
    ['店舗', '#店舗'],
    ['हिन्दी', '#हिन्दी'],
    ['x'.repeat(100), `#${'x'.repeat(80)}`],
    ['𠮷'.repeat(90), `#${'𠮷'.repeat(80)}`],
    [`${'x'.repeat(79)}.y`, `#${'x'.repeat(79)}`],
    ['C0123ABCD', 'C0123ABCD'],
    ['G0123ABCD', 'G0123ABCD'],
    ['CHECKOUT', '#checkout'],
    ['...', ''],
    ['🛒', ''],
  ];
  for (const [name, channel] of names)
    it(`is ${JSON.stringify(channel).slice(0, 40)} for ${JSON.stringify(name).slice(0, 40)}`, () => {
      assert.equal(slackChannel(name), channel);
    });
});
