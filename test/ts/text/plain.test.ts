import assert from 'node:assert/strict';
import {coloured, counted, cut, cutMiddle, oneLine, plain} from '../../../ts-helpers/src/text/plain.ts';

const ESC = '\u001B';

describe('text from outside is made plain:', () => {
  const escapes: Record<string, string> = {
    'a colour': `${ESC}[31mred${ESC}[0m`,
    'a colour in 8 bits': '\u009B31mred\u009B0m',
    'what is hidden by its colour': `${ESC}[8mred${ESC}[28m`,
    blinking: `${ESC}[5mred`,
    'a cleared screen': `${ESC}[2J${ESC}[Hred`,
    'a reset terminal': `${ESC}cred`,
    'a saved cursor': `${ESC}7red${ESC}8`,
    'another character set': `${ESC}(0red${ESC}(B`,
    'a screen of E': `${ESC}#8red`,
    'the clipboard, ended by BEL': `${ESC}]52;c;ZWNobyBwd25lZA==\u0007red`,
    'the clipboard, ended by ST': `${ESC}]52;c;ZWNobyBwd25lZA==${ESC}\\red`,
    'the clipboard in 8 bits': '\u009D52;c;ZWNobw==\u009Cred',
    'the title': `${ESC}]0;pwned\u0007red`,
    'the title of tmux': `${ESC}kpwned${ESC}\\red`,
    'a link': `${ESC}]8;;https://evil.example/${ESC}\\red${ESC}]8;;${ESC}\\`,
    'a device control string': `${ESC}P+q544e${ESC}\\red`,
    'an application command': `${ESC}_Gf=100;AAAA${ESC}\\red`,
    'a privacy message': `${ESC}^secret${ESC}\\red`,
    'a start of string': `${ESC}Xstring${ESC}\\red`,
    'a device control string in 8 bits': '\u0090q\u009Cred',
    'a request to answer': `${ESC}[6nred${ESC}[c${ESC}[>0q`,
    'a mode': `${ESC}[?1049hred${ESC}[?25l`,
    'a note of Jenkins': `${ESC}[8mha:////4AAAAAAA+/0=${ESC}[0mred`,
    'an escape of nothing': `red${ESC}`,
  };
  for (const [name, text] of Object.entries(escapes)) {
    it(`${name} does nothing`, () => {
      assert.equal(plain(text), 'red');
    });
  }

  it('a string that does not end swallows nothing', () => {
    assert.equal(plain(`${ESC}]52;c;the error`), '52;c;the error');
    assert.equal(plain(`${ESC}P the error\nand more`), ' the error\nand more');
    assert.equal(plain('\u009Dthe error'), 'the error');
  });

  const controls: Record<string, [string, string]> = {
    NUL: ['a\u0000b', 'ab'],
    BEL: ['a\u0007b', 'ab'],
    backspace: ['secret\b\b\b\b\b\bok', 'secretok'],
    DEL: ['a\u007Fb', 'ab'],
    'shift out': ['a\u000Eb\u000F', 'ab'],
    'an index in 8 bits': ['a\u0084b', 'ab'],
    'a form feed': ['a\fb', 'a\nb'],
    'a next line': ['a\u0085b', 'a\nb'],
    'a line separator': ['a\u2028b\u2029c', 'a\nb\nc'],
    'half a character': ['a\uD83Db', 'ab'],
  };
  for (const [name, [text, shown]] of Object.entries(controls)) {
    it(`${name} is not passed on`, () => {
      assert.equal(plain(text), shown);
    });
  }

  const invisible: Record<string, [string, string]> = {
    'an override of direction': ['admin\u202Egnp.exe', 'admingnp.exe'],
    'an isolate': ['\u2066a\u2069b', 'ab'],
    'a mark of direction': ['a\u200Fb\u200E\u061C', 'ab'],
    'a space without width': ['pass\u200Bword', 'password'],
    'a joiner between letters of ours': ['pass\u200Dword', 'password'],
    'a word joiner': ['pass\u2060word', 'password'],
    'a byte order mark': ['\uFEFFpass', 'pass'],
    'a soft hyphen': ['pass\u00ADword', 'password'],
    'a filler': ['a\u3164b\uFFA0', 'ab'],
    'letters as tags': ['a\u{E0061}\u{E0062}b', 'ab'],
    'a variation of a letter': ['a\uFE0Fb\u{E0101}', 'ab'],
    'an annotation': ['a\uFFF9b\uFFFBc', 'abc'],
  };
  for (const [name, [text, shown]] of Object.entries(invisible)) {
    it(`${name} fools nobody`, () => {
      assert.equal(plain(text), shown);
    });
  }

  for (const text of [
    'שלום עולם',
    'مرحبا بالعالم',
    'می‌خواهم',
    'क्‍ष',
    '👩‍👩‍👧‍👦 🏳️‍🌈 1️⃣ ❤️ ☎︎',
    '🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}',
    'Žižka 東京 ñandú',
    'tab\tand\nline',
    '⠋ ━━━━ ✓ │',
  ])
    it(`${text} stays as it is`, () => {
      assert.equal(plain(text), text);
    });

  it('progress shows its last state', () => {
    assert.equal(plain('1 %\r50 %\r100 %'), '100 %');
    assert.equal(
      plain('Receiving objects:  10%\rReceiving objects: 100%, done.\r\n'),
      'Receiving objects: 100%, done.\n',
    );
    assert.equal(plain('⠋ reify: a\r⠙ reify: b\r'), '⠙ reify: b');
  });

  it('what was struck twice is a letter', () => {
    assert.equal(plain('h\bhu\bun\bn_\bt_\be_\br r\b_'), 'hunter r');
  });

  it('what was drawn over, and is no progress, is shown', () => {
    assert.equal(plain('uploading all your files\rok'), 'uploading all your files ok');
    assert.equal(plain('all is fine: FATAL\rall is fine:      '), 'all is fine: FATAL all is fine:      ');
    assert.equal(plain('feature\rmain'), 'feature main');
  });

  it('a line of a million states takes no longer than it is long', () => {
    const start = performance.now();
    plain(`${'a\r'.repeat(100_000)}b`);
    plain(`${ESC}]x`.repeat(100_000));
    oneLine(`${' '.repeat(200_000)}x\n`);
    plain('\u009D'.repeat(100_000));
    plain(`${ESC}[${'0'.repeat(100_000)}`);
    assert.ok(performance.now() - start < 30_000);
  });

  it('a name is one line, whatever it brings along', () => {
    assert.equal(oneLine('feature\n✓ Deployed'), 'feature ✓ Deployed');
    assert.equal(oneLine('a\u2028b\r\n  c'), 'a b c');
  });
});

describe('colours of programs, for a terminal that wants them,', () => {
  it('stay, and end with the line', () => {
    assert.equal(coloured(`${ESC}[32mgreen`), `${ESC}[32mgreen${ESC}[0m`);
    assert.equal(coloured('plain'), 'plain');
  });

  it('do not hide or blink, alone or among others', () => {
    for (const codes of ['8', '08', '5', '6', '8:1'])
      assert.equal(coloured(`${ESC}[${codes}mred`), 'red', codes);
    assert.equal(coloured(`${ESC}[1;8;31mred`), `${ESC}[1;31mred${ESC}[0m`);
    assert.equal(coloured(`${ESC}[8mha:////4AAA=${ESC}[0mred`), 'red');
  });

  it('may be of 256 and of all, whose numbers mean no more than that', () => {
    for (const codes of ['38;5;8', '48;2;8;5;6;1', '38:2::8:5:6', '0', ''])
      assert.equal(coloured(`${ESC}[${codes}mred`), `${ESC}[${codes}mred${ESC}[0m`, codes);
  });

  it('are all that stays', () => {
    assert.equal(
      coloured(`${ESC}]0;t\u0007${ESC}[2K${ESC}[31mr\u0000e\u202Ed${ESC}c\nand`),
      `${ESC}[31mred and${ESC}[0m`,
    );
  });
});

describe('a long line of a log', () => {
  it('is cut in the middle, for its end may say more', () => {
    const line = `2026/11/26 [error] 31#31: connect() failed ${'x'.repeat(300)} upstream: "http://web:8000/"`;
    const short = cutMiddle(line, 200);
    assert.equal(short.length, 200);
    assert.match(short, /^2026.* connect\(\) failed x+ … x+ upstream: "http:\/\/web:8000\/"$/);
    assert.equal(cutMiddle('short', 200), 'short');
    assert.equal(cutMiddle('x'.repeat(200), 200), 'x'.repeat(200));
  });

  it('has no half letters at the cut', () => {
    for (const most of [20, 21, 22, 23])
      assert.doesNotThrow(() => encodeURIComponent(cutMiddle('😀'.repeat(50), most)), `${most}`);
  });
});

describe('what is cut', () => {
  const letters = ['👩‍👩‍👧‍👦', '🇨🇦', '👍🏽', 'e\u0301', '𠮷', 'क्षि', '1️⃣', '\u{1F3F4}\u{E0067}\u{E0062}\u{E007F}'];
  for (const letter of letters)
    it(`has whole letters only: ${letter}`, () => {
      const text = `a${letter.repeat(40)}`;
      for (let most = 3; most < 60; most += 1) {
        const short = cut(text, most);
        assert.ok(short.length <= most);
        assert.match(short, new RegExp(`^a(${letter})*…$`, 'u'));
      }
    });

  it('is cut in the middle of a pile of marks, and not between the halves of one', () => {
    const pile = `a${'\u{E0101}'.repeat(500)}`;
    for (const most of [300, 301]) {
      const short = cut(pile, most);
      assert.ok(short.length <= most && short.length > most - 3, `${short.length}`);
      assert.ok(!/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/.test(short));
    }
  });

  it('stays as it is where it fits', () => {
    assert.equal(cut('👩‍👩‍👧‍👦', 11), '👩‍👩‍👧‍👦');
  });
});

describe('a number of things', () => {
  it('is one of them, or several', () => {
    assert.deepEqual(
      [1, 0, 2, 0.5].map(count => counted(count, 'minute')),
      ['1 minute', '0 minutes', '2 minutes', '0.5 minutes'],
    );
  });
});
