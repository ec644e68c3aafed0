import assert from 'node:assert/strict';
import {createMasks} from '../../../ts-helpers/src/report/mask.ts';

describe('masks', () => {
  const masked = (secret: string, text: string) => {
    const masks = createMasks();
    masks.hide(secret);
    return masks.mask(text);
  };

  it('let everything through while there is no secret', () => {
    assert.equal(createMasks().mask('hunter2 .*'), 'hunter2 .*');
  });

  it('hide a secret wherever it stands', () => {
    assert.equal(masked('hunter2', 'PGPASSWORD=hunter2 psql -W hunter2'), 'PGPASSWORD=**** psql -W ****');
  });

  it('take a secret as it is, not as a pattern', () => {
    assert.equal(masked('a.c+$^', 'abc a.c+$^'), 'abc ****');
  });

  it('hide it as part of an address', () => {
    assert.equal(masked('p@ss w/rd', 'https://ada:p%40ss%20w%2Frd@db/'), 'https://ada:****@db/');
  });

  it('hide it in JSON', () => {
    assert.equal(masked('say "hi"', JSON.stringify({is: 'say "hi"'})), '{"is":"****"}');
  });

  for (const user of ['', 'a', 'ad', 'ada', 'ada:', 'ada-l:', 'ada-lo:']) {
    it(`hide it in Base64 behind ${JSON.stringify(user)}`, () => {
      const encoded = Buffer.from(`${user}correct-horse-battery`).toString('base64');
      const shown = masked('correct-horse-battery', `Authorization: Basic ${encoded}`);
      assert.match(shown, /\*\*\*\*/);
      assert.doesNotMatch(Buffer.from(shown.split(' ')[2]!, 'base64').toString(), /correct|horse|batter/);
    });
  }

  it('hide every line of a key, however it is wrapped', () => {
    assert.equal(masked('-----BEGIN\nMIIEow\nIBAAKC\n', 'MIIEow\n  IBAAKC'), '****\n  ****');
  });

  it('hide the longer of two secrets that begin alike whole', () => {
    const masks = createMasks();
    masks.hide('hunter');
    masks.hide('hunter2');
    assert.equal(masks.mask('hunter2 hunter'), '**** ****');
  });

  it('leave a secret of three characters alone: hiding it would only show where it is', () => {
    assert.equal(masked('abc', 'abcdef'), 'abcdef');
  });

  it('keep JSON readable by programs, although a secret is part of its syntax', () => {
    const masks = createMasks();
    for (const secret of ['true', '1234', 'hunter2']) masks.hide(secret);
    const data = {ok: true, durationMs: 1234, message: 'hunter2 is true', list: ['1234']};
    assert.deepEqual(JSON.parse(masks.json(data)), {
      ok: true,
      durationMs: 1234,
      message: '**** is ****',
      list: ['****'],
    });
  });

  it('write nothing at all as null', () => {
    assert.equal(createMasks().json(undefined), 'null');
  });
});
