import assert from 'node:assert/strict';
import {sentences} from '../../../ts-helpers/src/text/sentences.ts';

describe('sentences in one text', () => {
  it('end where the next begins, also with a command or a path', () => {
    assert.equal(
      sentences([
        'Once: countable rollback stage --to c0ffee',
        '',
        'migrate had run.',
        'Its log: /srv/a.log',
      ]),
      'Once: countable rollback stage --to c0ffee. migrate had run. Its log: /srv/a.log',
    );
    assert.equal(sentences(['Why?', 'It says "no."', 'So']), 'Why? It says "no." So');
  });
});
