import assert from 'node:assert/strict';
import {createDocker} from '../../../ts-helpers/src/adapters/docker.ts';
import type {Shell} from '../../../ts-helpers/src/adapters/shell.ts';
import {CommandFailed} from '../../../ts-helpers/src/errors.ts';

/** Answers each command of docker by its first words; an error message is what clients were seen to print. */
const answering = (answers: Record<string, {stdout?: string; fails?: string}>): Shell => ({
  async run(program, args) {
    const line = args.join(' ');
    const found = Object.entries(answers).find(([words]) => line.startsWith(words));
    const {stdout = '', fails} = found?.[1] ?? {};
    if (fails === undefined) return {stdout, stderr: ''};
    throw new CommandFailed({
      program,
      args,
      exitCode: 1,
      signal: undefined,
      tail: [],
      stdout,
      stderr: fails,
      cause: undefined,
    });
  },
});

describe('labels of what carries a label', () => {
  it('are those of the images that are left when others remove theirs meanwhile', async () => {
    const docker = createDocker(
      answering({
        'images ': {stdout: 'aaa\nbbb'},
        'image inspect': {stdout: 'shop-test-1', fails: 'Error: No such image: bbb'},
      }),
      {stream: () => assert.fail('nothing is streamed')},
    );
    assert.deepEqual(await docker.labelled('run=test', ['project']), [{project: 'shop-test-1'}]);
  });
});
