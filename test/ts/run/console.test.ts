import assert from 'node:assert/strict';
import {type ConsoleOptions, createConsoleVoice} from '../../../ts-helpers/src/run/console.ts';
import {createMasks} from '../../../ts-helpers/src/secrets/mask.ts';

const readable = (text: string): string => text.replaceAll('\u001B', 'ESC').replaceAll('\r', 'CR');

describe('the report on the console', () => {
  const create = (options: Partial<ConsoleOptions> = {}) => {
    const written: string[] = [];
    let time = new Date(2026, 10, 23, 9, 5, 1).getTime();
    const voice = createConsoleVoice({
      write: text => written.push(text),
      now: () => new Date(time),
      elapsed: () => time,
      masks: createMasks(),
      isTerminal: false,
      colours: false,
      verbose: false,
      quiet: false,
      ...options,
    });
    return {
      voice,
      text: () => readable(written.join('')),
      wait: (milliseconds: number) => {
        time += milliseconds;
      },
    };
  };

  describe('in a log', () => {
    it('gives every line its time', () => {
      const {voice, text} = create();
      voice.info('begins');
      voice.warn('beware');
      voice.output('compiled');
      assert.equal(text(), '09:05:01 begins\n09:05:01 ! beware\n09:05:01 │ compiled\n');
    });

    it('says when a step begins, and how long it took', async () => {
      const {voice, text, wait} = create();
      const value = await voice.step('Build', async () => {
        wait(1500);
        return Promise.resolve(7);
      });
      assert.equal(value, 7);
      assert.equal(text(), '09:05:01 Build\n09:05:02 ✓ Build (1.5 s)\n');
    });

    it('says that a step failed, and lets its error pass', async () => {
      const {voice, text} = create();
      const error = new Error('no');
      await assert.rejects(
        voice.step('Build', () => Promise.reject(error)),
        error,
      );
      assert.equal(text(), '09:05:01 Build\n09:05:01 ✗ Build (0.0 s)\n');
    });

    it('marks the lines of things that run at the same time', () => {
      const {voice, text} = create();
      voice.tagged('Test').info('begins');
      voice.tagged('Test').tagged('db').output('ready');
      assert.equal(text(), '09:05:01 [Test] begins\n09:05:01 [Test db] │ ready\n');
    });

    it('takes colours and cursor movements out of what programs print', () => {
      const {voice, text} = create();
      voice.output('10 %\r50 %\r\u001B[32m100 %\u001B[0m\u001B[2K\u001B[1A\r');
      assert.equal(text(), '09:05:01 │ 100 %\n');
    });
  });

  it('is silent but for warnings when asked to be quiet', async () => {
    const {voice, text} = create({quiet: true, verbose: true, isTerminal: true});
    voice.info('begins');
    voice.detail('more');
    voice.output('compiled');
    await voice.step('Build', () => Promise.resolve());
    assert.equal(text(), '');
    voice.warn('beware');
    assert.equal(text(), '! beware\n');
  });

  it('goes into detail only when asked to', () => {
    const quiet = create();
    quiet.voice.detail('more');
    assert.equal(quiet.text(), '');
    const verbose = create({verbose: true});
    verbose.voice.detail('more');
    assert.equal(verbose.text(), '09:05:01 more\n');
  });

  it('hides secrets in everything it shows, also those it learns of later', async () => {
    const {voice, text} = create({verbose: true});
    const tagged = voice.tagged('Test');
    voice.hide('hunter2');
    voice.info('hunter2');
    voice.warn('hunter2');
    voice.detail('hunter2');
    tagged.output('hunter2');
    await tagged.step('hunter2', () => Promise.resolve());
    assert.doesNotMatch(text(), /hunter2/);
    assert.equal(text().match(/\*\*\*\*/g)?.length, 6);
  });

  it('paints only when asked to, and leaves programs their colours then', () => {
    const {voice, text} = create({colours: true});
    voice.warn('beware');
    voice.output('\u001B[32mgreen\u001B[2K');
    assert.match(text(), /ESC\[33m!ESC\[39m beware/);
    assert.match(text(), /ESC\[32mgreen/);
    assert.doesNotMatch(text(), /ESC\[2K/);
  });

  it('passes nothing on that a terminal obeys, whoever says it', async () => {
    for (const colours of [false, true]) {
      const {voice, text} = create({verbose: true, colours});
      const nasty = `a\u001B]52;c;eA==\u0007b\u001Bcc\u001B[8md\u0000\u009B2J\b\u202Ee\n09:05:01 ✓ forged`;
      const tagged = voice.tagged(nasty);
      for (const say of [voice.info, voice.warn, voice.detail, voice.output, tagged.info]) say(nasty);
      await voice.step(nasty, () => Promise.resolve());
      const lines = text().trimEnd().split('\n');
      assert.equal(lines.length, 7);
      for (const line of lines) {
        assert.match(line.replaceAll(/ESC\[\d+m/g, ''), /^09:05:01 .*abcde 09:05:01 ✓ forged/);
        // eslint-disable-next-line no-control-regex
        assert.doesNotMatch(line, /ESC(?!\[(?!8)\d+m)|[\u0000-\u001F\u007F-\u009F\u202E]/);
      }
    }
  });

  it('hides a secret that a program splits by a colour', () => {
    const {voice, text} = create({colours: true});
    voice.hide('hunter2');
    voice.output('hun\u001B[31mter2');
    assert.doesNotMatch(text(), /hun|ter2/);
  });

  describe('on a terminal', () => {
    const later = (milliseconds: number) => new Promise(resolve => setTimeout(resolve, milliseconds));

    it('shows what is under way in one line, which lines that stay push down', async () => {
      const {voice, text} = create({isTerminal: true});
      await voice.step('Build', async () => {
        await later(150);
        voice.output('compiled');
      });
      assert.match(text(), /⠙ Build 0\.0 sCRESC\[2K│ compiled\n⠙ Build 0\.0 sCRESC\[2K✓ Build \(0\.0 s\)\n$/);
    });

    it('never shows more of it than fits, which could not be overwritten', async () => {
      const {voice, text} = create({isTerminal: true, columns: 20});
      await voice.step('Build something with a long name', () => later(150));
      assert.match(text(), /⠙ Build something …CR/);
    });

    it('shows steps that are under way at the same time beside each other', async () => {
      const {voice, text} = create({isTerminal: true});
      await Promise.all([
        voice.tagged('Test').step('Build', () => later(150)),
        voice.tagged('Deploy').step('Wait', () => later(150)),
      ]);
      assert.match(text(), /\[Test\] Build 0\.0 s {3}\[Deploy\] Wait 0\.0 s/);
    });
  });
});
