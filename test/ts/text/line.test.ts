import assert from 'node:assert/strict';
import {CUT_HERE, cutLine, GOES_ON, LONGEST_LINE, shownLines} from '../../../ts-helpers/src/text/line.ts';
import {createMasks} from '../../../ts-helpers/src/secrets/mask.ts';

describe('a line that is too long', () => {
  const secret = 'hunter2-swordfish-correct-horse';

  it('shows no half of a secret, wherever it is cut', () => {
    const masks = createMasks();
    masks.hide(secret);
    for (let before = LONGEST_LINE - 2 * secret.length; before <= LONGEST_LINE; before += 1) {
      const shown = masks.mask(cutLine(`${'x'.repeat(before)}${secret}${'y'.repeat(100)}`));
      assert.ok(!shown.includes('hunt'), `${before}: ${shown.slice(-60)}`);
      assert.ok(shown.endsWith(CUT_HERE));
    }
  });

  it('shows no half of a secret as long as a key, within a text of many lines, and in data', () => {
    const key = Array.from({length: 400}, (_, index) => `k${index}`).join('');
    const masks = createMasks();
    masks.hide(key);
    const line = cutLine(`${'x'.repeat(LONGEST_LINE - key.length + 1)}${key}`);
    const shown = masks.mask(`before\n│ ${line}\nafter`);
    assert.ok(!shown.includes('k0k1'));
    assert.deepEqual([shown.split('\n')[0], shown.split('\n')[2]], ['before', 'after']);
    assert.ok(!JSON.stringify(masks.data({lines: [line]})).includes('k0k1'));
  });

  it('is shown the same when it is masked again', () => {
    const once = shownLines(cutLine('x'.repeat(LONGEST_LINE + 1)));
    assert.equal(shownLines(once), once);
    assert.equal(once.length, 8_192 + CUT_HERE.length);
  });

  it('is a line of its own: others are shown whole', () => {
    assert.equal(shownLines('a\nb'), 'a\nb');
    assert.equal(shownLines(`${GOES_ON}\nb`), `${CUT_HERE}\nb`);
    assert.equal(cutLine('x'.repeat(LONGEST_LINE)), 'x'.repeat(LONGEST_LINE));
  });
});
