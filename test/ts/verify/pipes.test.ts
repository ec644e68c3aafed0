import assert from 'node:assert/strict';
import {CommandFailed} from '../../../ts-helpers/src/errors/userError.ts';
import type {NamedPipes} from '../../../ts-helpers/src/outside/namedPipes.ts';
import {verify, type VerifyNeeds} from '../../../ts-helpers/src/verify/verify.ts';
import {nightsAgo} from '../archive/kept.ts';
import {keepBackup, proving} from './support/proving.ts';

/** A machine whose engine is given the pipes, and does with them what `run` does. */
const withPipes = (run: (folder: unknown, name: string) => Promise<string>) => {
  const known = proving();
  const did: string[] = [];
  const namedPipes: NamedPipes = {
    folder: '/tmp/countable/pipes',
    make: () => Promise.reject(new Error('the engine has none of them')),
    async remove() {
      did.push('pipes removed');
    },
  };
  const docker = {
    ...known.needs.docker,
    async runThrowAway({name, folder}: {name: string; folder?: unknown}) {
      did.push(folder === undefined ? 'started without' : 'started with pipes');
      return run(folder, name);
    },
    async remove(name: string) {
      did.push(`${name.replace(/^.*-/, '')} removed`);
    },
  };
  const needs = {
    ...known.needs,
    docker,
    namedPipes: {open: async () => namedPipes},
  } as unknown as VerifyNeeds;
  return {...known, did, needs};
};

const refusing = (why: string): CommandFailed =>
  new CommandFailed({program: 'docker', args: ['run'], exitCode: 125, tail: [why], stderr: why});

describe('a proof whose engine gets named pipes', () => {
  it('does without where it cannot see their folder, and leaves nothing of it', async () => {
    const {store, did, needs, request} = withPipes(async (folder, name) => {
      if (folder !== undefined) throw refusing('bind source path does not exist: /tmp/countable/pipes');
      return name;
    });
    await keepBackup(store, nightsAgo(0));
    assert.equal((await verify(request, needs)).proof.verdict, 'proven');
    assert.deepEqual(did, ['started with pipes', 'db removed', 'started without', 'pipes removed']);
  });

  it('tells of what it cannot start in either way, and removes them', async () => {
    const {store, did, needs, request} = withPipes(async () => {
      throw refusing('no space left on device');
    });
    await keepBackup(store, nightsAgo(0));
    await assert.rejects(verify(request, needs), /no space left|docker run/);
    assert.equal(did.at(-1), 'pipes removed');
  });
});
