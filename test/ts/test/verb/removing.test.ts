import assert from 'node:assert/strict';
import {createHolders} from '../../../../ts-helpers/src/outside/holders.ts';
import {CommandFailed, UserError} from '../../../../ts-helpers/src/errors/userError.ts';
import type {Machine} from '../../../fakes/machine.ts';
import {createShop, nothingIsLeft, runTest, SHOP} from '../../../fakes/testing.ts';

describe('what a test run leaves, in process', () => {
  let machine: Machine;
  const given = async (files: Readonly<Record<string, string>> = SHOP): Promise<Machine> =>
    (machine = await createShop(files));
  afterEach(() => machine.remove());

  it('interrupts tests that hang, and shows what they said then', async () => {
    const {engine} = await given();
    engine.stop = new UserError('TIME_LIMIT', 'The stage took too long.');
    engine.programs['test'] = {prints: ['starting'], lastWords: ['KeyboardInterrupt in cart.py']};
    await assert.rejects(runTest(machine), (error: UserError) => {
      assert.equal(error.code, 'TIME_LIMIT');
      assert.ok(error.evidence.log?.lines.includes('KeyboardInterrupt in cart.py'));
      return true;
    });
    nothingIsLeft(machine);
  });

  it('ends a step that takes longer than its limit in the plan, and leaves nothing behind', async () => {
    const {engine, needs} = await given();
    engine.programs['test'] = {prints: ['starting']};
    const stopping = new AbortController();
    needs.docker.wait = () =>
      new Promise((_, reject) => {
        stopping.signal.addEventListener('abort', () => {
          reject(stopping.signal.reason as Error);
        });
      });
    needs.docker.followLogs = () => Promise.resolve();
    const end = (reason: Error) => {
      stopping.abort(reason);
    };
    await assert.rejects(runTest(machine, {minutes: 0.02, end}), {
      code: 'TIME_LIMIT',
      message: /^".*" took longer than its limit of 0\.02 minutes\.$/,
    });
    nothingIsLeft(machine);
  });

  it('says what keeps a run from being removed, and how the tests ended all the same', async () => {
    const {engine, voice} = await given();
    engine.programs['test'] = {exits: 0, prints: ['1 passing']};
    engine.failing.set(
      'compose down',
      new CommandFailed({program: 'docker', args: ['compose'], exitCode: 1, tail: ['busy']}),
    );
    assert.equal((await runTest(machine)).outcome, 'passed');
    assert.ok(
      voice.said.some(({as, text}) => as === 'warn' && text.startsWith('Not everything of shop-test-local-')),
    );
  });

  it('removes what a killed run left behind, and leaves alone what lives', async () => {
    const {engine, voice} = await given();
    engine.programs['test'] = {exits: 0, prints: ['1 passing']};
    const left = (project: string, holder: string) => ({
      kind: 'network' as const,
      name: project,
      labels: {
        'ca.countable.run': 'test',
        'ca.countable.holder': holder,
        'com.docker.compose.project': project,
      },
    });
    const me = await createHolders().me();
    engine.things.push(left('shop-test-9', me.replace(/\/\d+$/, '/1')), left('shop-test-10', me));
    await runTest(machine);
    assert.deepEqual(
      engine.things.map(({name}) => name),
      ['shop-test-10'],
    );
    assert.ok(voice.lines().includes('Removing shop-test-9, left behind by a test run that was killed'));
  });
});
