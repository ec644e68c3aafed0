import assert from 'node:assert/strict';
import process from 'node:process';
import {ownershipOf} from '../../../ts-helpers/src/outside/docker/ownership.ts';
import {createOwners} from '../../../ts-helpers/src/outside/owners.ts';
import type {Shell} from '../../../ts-helpers/src/outside/shell.ts';
import {CommandFailed} from '../../../ts-helpers/src/errors/userError.ts';

describe('what a user cannot remove', () => {
  const geteuid = process.geteuid?.bind(process);
  afterEach(() => {
    if (geteuid) process.geteuid = geteuid;
  });

  const as = (user: number) => {
    process.geteuid = () => user;
    const calls: string[][] = [];
    const shell: Shell = {
      run: (program, args) => {
        calls.push([program, ...args]);
        return Promise.resolve({stdout: '/w/a\0/w/b c\n\0', stderr: ''});
      },
    };
    return {owners: createOwners(shell), calls};
  };

  it('is asked of find, by the user who asks', async () => {
    const {owners, calls} = as(1_000);
    assert.deepEqual(await owners.obstacles(['/w']), ['/w/a', '/w/b c\n']);
    assert.match(calls[0]?.join(' ') ?? '', /^find -P \/w -xdev \( ! -user 1000 -o -type d /);
    assert.deepEqual(owners.me()?.user, 1_000);
  });

  it('is nothing for root, and nothing where nothing is written', async () => {
    const root = as(0);
    assert.deepEqual([await root.owners.obstacles(['/w']), root.owners.me()], [[], undefined]);
    const user = as(1_000);
    assert.deepEqual([await user.owners.obstacles([]), user.calls], [[], []]);
  });
});

describe('giving files back by a container', () => {
  const order = {
    image: '--privileged',
    folder: '/w',
    paths: ['/w/-rf', '/w/a/b'],
    owner: {user: 1_000, group: 2_000},
  };

  it('has no more rights than it takes, and takes no name for an option', async () => {
    const calls: string[][] = [];
    await ownershipOf(args => Promise.resolve(calls.push([...args]))).giveBack(order);
    const words = calls[0] ?? [];
    for (const word of ['--rm', '--network=none', '--cap-drop=ALL', '--read-only', '--pull=never'])
      assert.ok(words.includes(word), word);
    assert.deepEqual(words.slice(words.indexOf('--')), [
      ...['--', '--privileged', '-R', '-h', '1000:2000', '--'],
      ...['/countable-workspace/-rf', '/countable-workspace/a/b'],
    ]);
  });

  it('leaves no container where it fails', async () => {
    const calls: string[][] = [];
    const docker = (args: readonly string[]) => {
      calls.push([...args]);
      return args[0] === 'run'
        ? Promise.reject(new CommandFailed({program: 'docker', args, exitCode: 127, tail: []}))
        : Promise.resolve();
    };
    await assert.rejects(ownershipOf(docker).giveBack(order), CommandFailed);
    assert.deepEqual(calls[1]?.slice(0, 2), ['rm', '--force']);
    assert.equal(calls[0]?.includes(`--name=${calls[1]?.[2] ?? ''}`), true);
  });
});
