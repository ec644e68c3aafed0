import assert from 'node:assert/strict';
import {mkdir} from 'node:fs/promises';
import path from 'node:path';
import {parse} from '../../../ts-helpers/src/cli/parse.ts';
import {createFiles} from '../../../ts-helpers/src/outside/files.ts';
import {createRepositories} from '../../../ts-helpers/src/outside/repositories.ts';
import {createShell} from '../../../ts-helpers/src/outside/shell.ts';
import type {World} from '../../../ts-helpers/src/run/world.ts';
import {createMachine, type Machine} from '../../fakes/machine.ts';

describe('countable new', () => {
  let machine: Machine;
  beforeEach(async () => {
    machine = await createMachine({});
  });
  afterEach(() => machine.remove());

  const {signal} = new AbortController();
  const planned = async (
    words: readonly string[],
    {folder = machine.root, answers}: {folder?: string; answers?: string[]} = {},
  ) => {
    const {verb, given} = await parse(['new', ...words, '--plan']);
    const ask = answers && (() => Promise.resolve(answers.shift() ?? ''));
    const world = {
      folder,
      variables: {},
      voice: machine.voice,
      signal,
      ...(ask && {ask}),
    } as unknown as World;
    return (await verb.run(given, world)).result as {folder: string; steps: {does: string}[]};
  };

  it('works below the folder in which it is said, or where --into says', async () => {
    assert.equal((await planned(['site', '--from', 'static'])).folder, path.join(machine.root, 'site'));
    assert.equal(
      (await planned(['site', '--from', 'static', '--into', 'web'])).folder,
      path.join(machine.root, 'web'),
    );
  });

  it('is not begun once more within itself', async () => {
    const folder = path.join(machine.root, 'site');
    await mkdir(folder);
    const inside = {folder};
    assert.equal((await planned(['site', '--from', 'static'], inside)).folder, path.join(folder, 'site'));
    await createRepositories(createShell(signal), createFiles()).begin(folder, 'static', 'develop');
    assert.equal((await planned(['site', '--from', 'static'], inside)).folder, folder);
  });

  it('asks for a kind where somebody sits there, and needs it else', async () => {
    const {steps} = await planned(['site'], {answers: ['node']});
    assert.match(steps[0]?.does ?? '', /a Node project/);
    assert.match((await planned(['site'], {answers: ['']})).steps[0]?.does ?? '', /a Django project/);
    await assert.rejects(planned(['site'], {answers: ['rails']}), {message: 'There is no kind rails.'});
    await assert.rejects(planned(['site']), {code: 'BAD_ARGUMENT', where: '--from'});
  });

  it('takes a path for a remote as one of that folder, and none for what is there', async () => {
    await assert.rejects(planned(['site', '--from', 'static', '--remote', 'nowhere.git']), {
      code: 'REMOTE_REFUSED',
      message: new RegExp(`'${machine.root}/nowhere.git'`),
    });
    await assert.rejects(planned(['site', '--from', 'existing', '--remote', 'x']), {where: '--remote'});
  });
});
