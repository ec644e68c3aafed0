import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {quotedWords} from '../../../ts-helpers/src/text/plain.ts';

describe('words that are pasted into a shell', () => {
  const read = (command: string): string[] =>
    execFileSync('bash', ['-c', `printf '%s\\0' ${command}`], {encoding: 'utf8'})
      .split('\0')
      .slice(0, -1);

  it('come out of it as they went in', () => {
    const words = [
      'node',
      '-e',
      "fetch('http://localhost:3000/').then(r => process.exit(r.ok ? 0 : 1), () => exit(1))",
      'a b',
      '$HOME',
      '"quoted"',
      String.raw`back\slash`,
      '*',
      '~',
      '!x',
      '#',
      'Ünder',
      'http://web:80/,+%',
      'x=1',
      '',
    ];
    assert.deepEqual(read(quotedWords(words)), words);
  });

  it('are left bare where a shell reads them so', () => {
    assert.equal(quotedWords(['curl', '-f', 'http://web:80/']), 'curl -f http://web:80/');
  });
});
