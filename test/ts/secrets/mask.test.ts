import assert from 'node:assert/strict';
import {createMasks} from '../../../ts-helpers/src/secrets/mask.ts';

const KEY = Array.from(
  {length: 5},
  (_, index) => `MIIEow${index}BAAKCAQEAuvT+8/${'0aB1cD2eF3'.repeat(4)}${index}`,
);

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
    assert.equal(masked('hunter2', 'mysql -phunter2 xhunter2x'), 'mysql -p**** x****x');
  });

  it('take a secret as it is, not as a pattern', () => {
    assert.equal(masked('a.c+$^', 'abc a.c+$^'), 'abc ****');
  });

  it('hide each of many secrets that begin alike', () => {
    const masks = createMasks();
    const secrets = Array.from(
      {length: 200},
      (_, index) => `sk_shop_of_ours_${index}_${'x'.repeat(index % 30)}!`,
    );
    for (const secret of secrets) masks.hide(secret);
    for (const secret of secrets) assert.equal(masks.mask(`the ${secret}.`), 'the ****.');
  });

  it('hide the longer of two secrets that begin alike whole', () => {
    const masks = createMasks();
    masks.hide('hunter2');
    masks.hide('hunter2-and-more');
    assert.equal(masks.mask('hunter2-and-more hunter2'), '**** ****');
  });

  it('hide every long piece of a key, however it is wrapped', () => {
    const masks = createMasks();
    masks.hide(KEY.join('\n'));
    for (const line of KEY) assert.equal(masks.mask(line), '****');
    for (const width of [24, 40, 60, 64, 76]) {
      const wrapped = KEY.join('').match(new RegExp(`.{1,${width}}`, 'g'))!;
      const base64 = Buffer.from(KEY.join('\n'))
        .toString('base64')
        .match(new RegExp(`.{1,${width}}`, 'g'))!;
      for (const line of [...wrapped, ...base64].filter(({length}) => length === width)) {
        const left = masks.mask(`  ${line}`).replace('****', '').trim();
        assert.ok(left.length < 12, `${width}: ${left}`);
      }
    }
  });

  it('hide both pieces of a secret that the width of a terminal split', () => {
    const secret = 'correct-horse7battery';
    for (let at = 1; at < secret.length; at += 1) {
      const masks = createMasks();
      masks.hide(secret);
      const lines = [`${'x'.repeat(80 - at)}${secret.slice(0, at)}`, `${secret.slice(at)} and more`];
      const shown = lines.map(line => masks.mask(line)).join('');
      const longest = Math.max(
        ...[...secret].map((_, from) => {
          let length = 0;
          while (from + length < secret.length && shown.includes(secret.slice(from, from + length + 1)))
            length += 1;
          return length;
        }),
      );
      assert.ok(longest < 6, `${at}: ${shown}`);
    }
  });

  it('hide the piece that is left of a secret where a text was cut', () => {
    assert.equal(masked('correct-horse7battery', 'the password is correct-hors…'), 'the password is ****…');
    const long = `${'x '.repeat(50)}correct-hor`;
    assert.equal(masked('correct-horse7battery', long), `${'x '.repeat(50)}****`);
  });

  it('let words stay that only begin like a secret', () => {
    assert.equal(masked('shop-production-x7', 'deploy of shop-production'), 'deploy of shop-production');
  });

  it('hide secrets of a long text in blocks, none of them at its border', () => {
    const masks = createMasks();
    masks.hide('correct-horse7battery');
    for (const line of [
      'correct-horse7battery and\n',
      '<a b="correct-horse7battery"/>',
      'x correct-horse7battery ',
    ]) {
      const times = Math.ceil(1_000_000 / line.length);
      assert.equal(
        masks.mask(line.repeat(times)),
        line.replace('correct-horse7battery', '****').repeat(times),
      );
    }
  });

  it('hide a short secret where it stands alone, and behind -p', () => {
    assert.equal(masked('c4t9', 'c4t9 (c4t9) -pc4t9 conc4t9 c4t9x'), '**** (****) -p**** conc4t9 c4t9x');
  });

  it('hide a number where it is not part of another', () => {
    assert.equal(masked('4829137', 'pin 4829137, not 148291375'), 'pin ****, not 148291375');
  });

  it('hide a short number that is called a PIN, and no other', () => {
    const masks = createMasks();
    masks.hide('4839', 'CARD_PIN');
    masks.hide('8443', 'API_KEY');
    assert.equal(masks.mask('4839 8443'), '**** 8443');
  });

  it('leave a secret of three characters alone: hiding it would only show where it is', () => {
    assert.equal(masked('abc', 'abcdef abc'), 'abcdef abc');
  });

  it('leave words alone that logs are made of, also those that are told later', () => {
    const masks = createMasks(word => word === 'orange');
    for (const secret of ['postgres', 'True', 'orange', 'shop', 'shop-stage', '8080', '30s', '1.2.3'])
      masks.hide(secret);
    assert.equal(masks.mask('shop'), '****');
    masks.spare(['Shop']);
    const text = 'postgres of shop-stage, shop on 8080 since 30s is true, 1.2.3 is orange';
    assert.equal(masks.mask(text), text);
  });

  it('hide what is secret wherever it comes from, without being told', () => {
    const masks = createMasks();
    const cases: Record<string, string> = {
      'psql postgres://shop:s3cr3t@db/shop': 'psql postgres://shop:****@db/shop',
      'psql postgres://shop:s3c/r3t@db/shop': 'psql postgres://shop:****@db/shop',
      'psql postgres://shop:s3c@r3t@db/shop': 'psql postgres://shop:****@db/shop',
      'redis://:s3cr3t@redis:6379/0': 'redis://:****@redis:6379/0',
      'https%3A%2F%2Fada%3As3cr3t%40git.example.org%2Fx': 'https%3A%2F%2Fada%3A****%40git.example.org%2Fx',
      '{"url":"https:\\/\\/ada:s3cr3t@x\\/"}': '{"url":"https:\\/\\/ada:****@x\\/"}',
      'ssh://git:s3cr3t@git.example.org:22/x': 'ssh://git:****@git.example.org:22/x',
      'https://ghp_0123456789abcdefghij0123@github.com/x': 'https://****@github.com/x',
      'Authorization: Basic YWRhOnMzY3IzdA==': 'Authorization: Basic ****',
      'curl -u ada:s3cr3t http://x': 'curl -u ada:**** http://x',
    };
    for (const [text, shown] of Object.entries(cases)) assert.equal(masks.mask(text), shown);
    for (const text of [
      'https://git.example.org:8080/@scope/x',
      'git@github.com:team/shop.git',
      'ssh://git@github.com/team/shop.git',
      'http://${USER}:${PASSWORD}@db/',
      'see https://example.org/?a=b@c',
      'ada@example.org: hello',
      'Authorization: required',
      'commit 0123456789abcdef0123456789abcdef01234567 of sha256:0123456789abcdef0123456789abcdef0123456789abcdef',
    ])
      assert.equal(masks.mask(text), text);
  });

  it('make text in data plain, keys of others as well', () => {
    const masks = createMasks();
    masks.hide('hunter2');
    const data = {message: '\u001B[31mhunter2\u0000\u202E', 'of hunter2': {state: 'x\u0007'}};
    assert.deepEqual(masks.data(data), {message: '****', 'of ****': {state: 'x'}});
  });

  it('keep JSON readable by programs, although a secret is part of its syntax', () => {
    const masks = createMasks();
    for (const secret of ['message', '12345678', 'hunter2', 'durationMs']) masks.hide(secret);
    const data = {ok: true, durationMs: 12_345_678, remedy: 'hunter2 is true', list: ['12345678']};
    assert.deepEqual(JSON.parse(masks.json(data)), {
      ok: true,
      durationMs: 12_345_678,
      remedy: '**** is true',
      list: ['****'],
    });
  });

  it('write nothing at all as null', () => {
    assert.equal(createMasks().json(undefined), 'null');
  });

  it('take no longer than a line is long, whatever it is made of', () => {
    const masks = createMasks();
    for (let index = 0; index < 200; index += 1) masks.hide(`s3cr3t-${index}-${'xyz'.repeat(index % 20)}`);
    masks.hide(KEY.join('\n'));
    masks.hide('A'.repeat(4000));
    const start = performance.now();
    for (const piece of [
      'x',
      'A',
      '%41',
      '&amp;',
      '\\"',
      "''",
      '\u001B[0m',
      '\n',
      '$$',
      '+',
      '://',
      '://a:b@',
      's3cr3t-1',
      'eyJ',
      'authorization:',
    ])
      masks.mask(piece.repeat(50_000 / piece.length));
    assert.ok(performance.now() - start < 20_000, `${performance.now() - start}`);
  });
});
