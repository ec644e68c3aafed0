import assert from 'node:assert/strict';
import {lifecycleOf} from '../../../../ts-helpers/src/outside/docker/lifecycle.ts';
import {CommandFailed} from '../../../../ts-helpers/src/errors/userError.ts';

const failing = (text: string) =>
  lifecycleOf((args: readonly string[]) => {
    const exit = {program: 'docker', args, exitCode: 1, signal: undefined, cause: undefined};
    return Promise.reject(new CommandFailed({...exit, tail: [text], stdout: '', stderr: text}));
  });

describe('a container that is to be stopped, started, renamed or removed', () => {
  it('may be gone already', async () => {
    const {stop, startAgain, rename, remove} = failing('Error response from daemon: No such container: abc');
    await stop('abc');
    await startAgain('abc');
    await rename('abc', 'shop-web-1-before-abc');
    await remove('abc');
  });

  it('is not taken for gone where the engine says something else', async () => {
    const text = 'Error response from daemon: cannot stop container: abc: permission denied';
    const {stop, startAgain, rename, remove} = failing(text);
    for (const refused of [stop('abc'), startAgain('abc'), rename('abc', 'x'), remove('abc')]) {
      await assert.rejects(refused, CommandFailed);
    }
  });
});
