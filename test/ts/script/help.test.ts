import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync, symlinkSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';

const SCRIPTS = ['script/demo', 'script/test', 'script/specs', 'jenkins/up', 'bench/jenkins-steps'];

describe('the help of a script', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'help-'));
  });
  afterEach(() => {
    rmSync(folder, {recursive: true});
  });

  const run = (cwd: string, ...words: [string, ...string[]]) => {
    const {status, stdout, stderr} = spawnSync(words[0], words.slice(1), {cwd, encoding: 'utf8'});
    return {status, stdout, stderr};
  };

  for (const script of SCRIPTS) {
    it(`is told from any folder, and through a link: ${script}`, () => {
      const link = path.join(folder, 'link');
      symlinkSync(path.relative(folder, path.resolve(script)), link);
      const first = run('.', script, '--help');
      assert.deepEqual([first.status, first.stderr], [0, '']);
      assert.match(first.stdout, new RegExp(`^${script}`));
      assert.doesNotMatch(first.stdout, /^#|set -e/m);
      for (const told of [
        run('.', path.resolve(script), '-h'),
        run(path.dirname(script), `./${path.basename(script)}`, '--help'),
        run('/', path.resolve(script), '--help'),
        run('/', link, '--help'),
        run('.', 'bash', script, '--help'),
      ])
        assert.deepEqual(told, first);
    });

    it(`is what an unknown option gets, and nothing is done: ${script}`, () => {
      const {status, stdout, stderr} = run('/', path.resolve(script), '--wrong');
      assert.deepEqual([status, stdout], [2, '']);
      assert.match(stderr, new RegExp(`^✗ .*--wrong\\.\n {2}remedy {2}See ${script} --help\n$`));
    });
  }
});
