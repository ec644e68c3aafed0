import assert from 'node:assert/strict';
import {createPortHolders} from '../../../ts-helpers/src/outside/portHolders.ts';
import {answering, answeringAll} from '../../fakes/answering.ts';

describe('who has a port', () => {
  it('is told by lsof, as macOS has it', async () => {
    const shell = answering(words =>
      words === 'lsof -nP -iTCP:8080 -sTCP:LISTEN -Fpc'
        ? {stdout: 'p4711\ncpython3.1\nf3\n'}
        : 'not installed',
    );
    assert.equal(await createPortHolders(shell).of(8080), 'python3.1 (process 4711)');
  });

  it('is told by ss, where there is no lsof or it sees nothing', async () => {
    const ss = 'LISTEN 0 5 0.0.0.0:8080 0.0.0.0:* users:(("node",pid=12,fd=3))\n';
    for (const lsof of ['not installed', {exitCode: 1}] as const) {
      const shell = answering(words => (words.startsWith('ss ') ? {stdout: ss} : lsof));
      assert.equal(await createPortHolders(shell).of(8080), 'node (process 12)');
    }
  });

  it('is Node where Linux names its thread', async () => {
    const answers = [
      ['ss ', 'LISTEN 0 5 *:8080 *:* users:(("MainThread",pid=12,fd=3))'],
      ['ps -o args= -p 12', '/opt/node/bin/node server.js --token=x\n'],
    ] as const;
    const shell = answering(words => {
      const stdout = answers.find(([asked]) => words.startsWith(asked))?.[1];
      return stdout === undefined ? 'not installed' : {stdout};
    });
    assert.equal(await createPortHolders(shell).of(8080), 'node (process 12)');
  });

  it('is not known where neither tells', async () => {
    assert.equal(await createPortHolders(answeringAll('not installed')).of(8080), undefined);
    assert.equal(
      await createPortHolders(answeringAll({stdout: 'LISTEN 0 5 *:8080 *:*'})).of(8080),
      undefined,
    );
  });
});
