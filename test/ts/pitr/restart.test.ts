import assert from 'node:assert/strict';
import {PassThrough, Readable} from 'node:stream';
import {CommandFailed} from '../../../ts-helpers/src/errors/userError.ts';
import type {Pipes} from '../../../ts-helpers/src/outside/pipe.ts';
import {restart, type RestartNeeds} from '../../../ts-helpers/src/pitr/act/restart.ts';
import {planPitr} from '../../../ts-helpers/src/pitr/plan.ts';
import {running} from '../support/deployFacts.ts';
import {pitrFacts} from './facts.ts';

/** A server that comes up by what its files say, or does not. */
const machine = (comesUp: (isBroughtBack: boolean) => boolean) => {
  const did: string[] = [];
  const isUp = (): boolean => comesUp(did.includes('bring back'));
  const refused = () => new CommandFailed({program: 'docker', args: [], exitCode: 2, tail: [], stderr: ''});
  const pipes: Pipes = {
    pipe: () => ({
      input: new PassThrough(),
      output: Readable.from([]),
      ended: isUp() ? Promise.resolve('') : Promise.reject(refused()),
      stop: () => undefined,
    }),
  };
  const note = (what: string) => () => {
    did.push(what);
    return Promise.resolve('');
  };
  const needs: RestartNeeds = {
    pipes,
    clock: {elapsed: () => 0, wait: () => Promise.resolve()},
    docker: {
      restart: async () => void (await note('restart')()),
      stop: async () => void (await note('stop')()),
      startAgain: async () => void (await note('start')()),
      runOnce: note('bring back'),
      inspect: () => Promise.resolve([{...running('db', {}), state: isUp() ? 'running' : 'exited'}]),
    },
  };
  return {did, needs};
};

const [db] = planPitr(pitrFacts()).servers;

describe('the one restart of a server', () => {
  it('is over once it answers', async () => {
    const {did, needs} = machine(() => true);
    await restart(db!, needs);
    assert.deepEqual(did, ['restart']);
  });

  it('goes back to the settings from before where it does not come up', async () => {
    const {did, needs} = machine(isBroughtBack => isBroughtBack);
    await assert.rejects(restart(db!, needs), {
      code: 'PITR_FAILED',
      message: /did not come up .*; it runs with its settings from before\./,
    });
    assert.deepEqual(did, ['restart', 'stop', 'bring back', 'start']);
  });

  it('says where not even that helps', async () => {
    const {needs} = machine(() => false);
    await assert.rejects(restart(db!, needs), {message: /does not with its settings from before either/});
  });
});
