import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import process from 'node:process';
import {createHolders} from '../../../ts-helpers/src/outside/holders.ts';

describe('a holder', () => {
  const holders = createHolders(process.pid);

  it('is this process, as long as it runs', async () => {
    const me = await holders.me();
    assert.equal(me.split('/').length, 4);
    assert.equal(await holders.isGone(me), false);
  });

  it('is gone once its process has ended', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    await once(child, 'spawn');
    const other = await createHolders(child.pid).me();
    assert.equal(await holders.isGone(other), false);
    child.kill('SIGKILL');
    await once(child, 'exit');
    assert.equal(await holders.isGone(other), true);
  });

  it('is gone after a restart of the machine, and when another process has its number', async () => {
    const [host, boot, pid] = (await holders.me()).split('/');
    assert.equal(await holders.isGone([host, 'another boot', pid, '1'].join('/')), true);
    assert.equal(await holders.isGone([host, boot, pid, '1'].join('/')), true);
  });

  it('on another machine is taken to be alive', async () => {
    assert.equal(await holders.isGone('elsewhere/boot/1/1'), false);
  });
});
