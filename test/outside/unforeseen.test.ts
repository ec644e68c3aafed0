import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import path from 'node:path';
import {promisify} from 'node:util';

const MODULE = path.resolve('ts-helpers/src/run/unforeseen.ts');

/** What a program prints that waits for `what`, or for what nobody foresees. */
const printed = async (what: string): Promise<string> => {
  const program = `import {unforeseen} from ${JSON.stringify(MODULE)};
    const unexpected = unforeseen();
    try { console.log(await Promise.race([${what}, unexpected])); } catch (error) { console.log(error.message); }
    process.exit();`;
  const words = ['--input-type=module', '--eval', program];
  return (await promisify(execFile)(process.execPath, words, {timeout: 60_000})).stdout.trim();
};

describe('what nobody foresees', () => {
  it('ends what would wait for ever, where nothing is left that could end it', async () => {
    assert.equal(
      await printed('new Promise(() => undefined)'),
      'Nothing is left to wait for, and yet it has not come to its end.',
    );
  });

  it('ends what waits when something is thrown beside it', async () => {
    const thrown = 'setTimeout(() => { throw new Error("beside"); }, 1)';
    assert.equal(
      await printed(`(${thrown}, new Promise(() => setInterval(() => undefined, 1_000)))`).catch(String),
      'beside',
    );
  });

  it('is not told of what came to its end', async () => {
    assert.equal(await printed('Promise.resolve("done")'), 'done');
  });
});
