import assert from 'node:assert/strict';
import {html, withCode} from '../../../../ts-helpers/src/story/report/markup.ts';

const shown = (words: string) => html`${withCode(words)}`.text;

describe('words with code in them', () => {
  it('show it as such, and as the text that it is', () => {
    assert.equal(
      shown('Correct it; `countable <verb>` runs it.'),
      'Correct it; <code>countable &lt;verb&gt;</code> runs it.',
    );
    assert.equal(shown('`a` and `b`'), '<code>a</code> and <code>b</code>');
  });

  it('stay as they are where a backtick has no other', () => {
    assert.equal(shown('It ends with ` alone'), 'It ends with ` alone');
    assert.equal(shown('Nothing <b>'), 'Nothing &lt;b&gt;');
  });
});
