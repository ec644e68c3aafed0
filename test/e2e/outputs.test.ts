import assert from 'node:assert/strict';
import {chmodSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {builtCli} from './support/builtCli.ts';
import {NAMELESS, runProgram} from './support/cli.ts';
import {sample, type SampleProject} from './support/projects.ts';

describe('what the command prints', () => {
  let project: SampleProject;
  beforeEach(() => {
    project = sample({'docker-compose.yml': 'services: {}\n', 'countable.yml': 'name: shop\nbranches: {}\n'});
  });
  afterEach(() => {
    project.remove();
  });

  const shell = (script: string) =>
    runProgram(['bash', '-c', script.replaceAll('countable', builtCli().join(' '))], {
      cwd: project.workspace,
    });

  for (const words of ['--version', 'plan --json']) {
    it(`is no success where it cannot be written: ${words} on a full disk`, async () => {
      const {exitCode, stderr} = await shell(`countable ${words} >/dev/full`);
      assert.equal(exitCode, 3);
      if (words !== '--version')
        assert.match(stderr, /^✗ DISK_FULL: There is no room left on the disk: ENOSPC/m);
    });

    it(`may be read as far as anybody likes: ${words}`, async () => {
      for (const reader of ['true', 'head -c 1'])
        assert.equal((await shell(`countable ${words} | ${reader}; exit $\{PIPESTATUS[0]}`)).exitCode, 0);
    });

    it(`may have nobody to read it: ${words}`, async () => {
      assert.equal((await shell(`countable ${words} >&- 2>&-`)).exitCode, 0);
    });
  }

  it('keeps its exit code where only the log cannot be written', async () => {
    assert.equal((await shell('countable nothing 2>/dev/full')).exitCode, 2);
  });

  it('needs no name of its user, and no home', async function () {
    if (process.getuid?.() !== 0) this.skip();
    for (const folder of [project.workspace, path.dirname(project.workspace)]) chmodSync(folder, 0o777);
    const {exitCode, stderr} = await runProgram([...NAMELESS, ...builtCli(), 'plan'], {
      cwd: project.workspace,
    });
    assert.deepEqual([exitCode, stderr], [0, '']);
  });
});
