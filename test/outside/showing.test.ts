import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';

/** Instead of what shows results. */
const BROKEN = `import {registerHooks} from 'node:module';
registerHooks({
  load: (url, context, next) =>
    url.endsWith('/cli/shown.ts')
      ? {format: 'module', shortCircuit: true, source: 'export const shown = () => { throw new TypeError("no such text"); }'}
      : next(url, context),
});`;

describe('a result that cannot be shown', () => {
  it('is a bug of ours, and no success', async () => {
    const hook = `data:text/javascript,${encodeURIComponent(BROKEN)}`;
    const words = ['--import', hook, 'ts-helpers/src/main.ts', 'backup', 'policy'];
    const {code, stderr} = await new Promise<{code: unknown; stderr: string}>(resolve => {
      execFile(
        process.execPath,
        words,
        {timeout: 60_000, env: {...process.env, COUNTABLE_BACKUP_BUCKET: 'kept'}},
        (error, _, text) => {
          resolve({code: error === null ? 0 : error.code, stderr: text});
        },
      );
    });
    assert.match(stderr, /INTERNAL: .*no such text/);
    assert.equal(code, 1);
  });
});
