import assert from 'node:assert/strict';
import {secretsOf} from '../../../ts-helpers/src/domain/secrets.ts';

describe('the secrets of an .env file', () => {
  it('are the values whose names say so', () => {
    const file = 'DB_PASSWORD=hunter2\nSLACK_TOKEN=abcd\nexport API_KEY=k3y5\nSENTRY_DSN=dsn1\nSALT=s4lt';
    assert.deepEqual(secretsOf(file), ['hunter2', 'abcd', 'k3y5', 'dsn1', 's4lt']);
  });

  it('are long values of any name, for who knows what they are', () => {
    assert.deepEqual(secretsOf('LICENCE=AAAA-BBBB-CCCC'), ['AAAA-BBBB-CCCC']);
  });

  it('are not short values of harmless names: the log needs those words', () => {
    assert.deepEqual(secretsOf('DEBUG=false\nPORT=8000\nENVIRONMENT=stage'), []);
  });

  it('are never so short that hiding them would hide half the log', () => {
    assert.deepEqual(secretsOf('PASSWORD=abc\nTOKEN=\nKEY='), []);
  });

  it('are passwords in addresses too, as written and decoded', () => {
    assert.deepEqual(secretsOf('URL=pg://u:p%40ss@db'), ['pg://u:p%40ss@db', 'p%40ss', 'p@ss']);
  });

  it('are found in quotes, with and without escapes', () => {
    assert.deepEqual(secretsOf(`A_SECRET='one two'\nB_SECRET="three four"`), ['one two', 'three four']);
    assert.deepEqual(secretsOf(String.raw`A_SECRET="say \"hi\""`), [String.raw`say \"hi\"`, 'say "hi"']);
  });

  it('are found in quotes over several lines, as keys are', () => {
    const key = '-----BEGIN KEY-----\nMIIEow\nIBAAKC\n-----END KEY-----';
    assert.equal(secretsOf(`A=1\nCERTIFICATE="${key}"\nB=2`)[0], key);
  });

  it('are found below a quote that somebody forgot to close', () => {
    assert.ok(secretsOf(`A='oops\nB_PASSWORD=hunter2\nC='x'`).includes('hunter2'));
  });

  it('are found with and without what may be a comment behind them', () => {
    assert.deepEqual(secretsOf('A_TOKEN=hunter2 # of Ada'), ['hunter2 # of Ada', 'hunter2']);
  });

  it('are found in files of Windows, too', () => {
    assert.deepEqual(secretsOf('A_TOKEN=hunter2\r\nB_TOKEN="hunter3"\r\n'), ['hunter3', 'hunter2']);
  });

  it('are none in comments, empty lines and what is no variable', () => {
    assert.deepEqual(secretsOf('# PASSWORD=hunter2\n\nnothing here\n'), []);
  });

  it('are found fast in a file that was made to be slow', () => {
    const start = performance.now();
    secretsOf(`A_KEY="${'\\"'.repeat(50_000)}\n${'x'.repeat(100_000)}`);
    secretsOf(`${'A'.repeat(100_000)}`);
    secretsOf(`URL=${'a:'.repeat(50_000)}`);
    assert.ok(performance.now() - start < 1000);
  });
});
