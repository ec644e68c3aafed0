import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';

describe('a suite that does not end', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'countable-gate-'));
  });
  afterEach(() => {
    rmSync(folder, {recursive: true});
  });

  const running = (): string[] => {
    const files = path.join(folder, 'build/gate/running');
    return existsSync(files)
      ? readdirSync(files).map(file => readFileSync(path.join(files, file), 'utf8'))
      : [];
  };

  for (const [way, words] of [
    ['one after another', []],
    ['in files at the same time', ['--parallel', '--jobs', '2']],
  ] as const)
    it(`is known by its test, where tests run ${way}`, async () => {
      const stuck =
        'describe("a shop", () => { it("opens", () => {}); it("closes", () => new Promise(() => {})); });';
      const short = 'describe("a till", () => { it("rings", () => {}); });';
      writeFileSync(path.join(folder, 'stuck.cjs'), stuck);
      writeFileSync(path.join(folder, 'short.cjs'), short);
      const child = spawn(
        process.execPath,
        [
          path.resolve('node_modules/mocha/bin/mocha.js'),
          '--no-config',
          '--timeout=0',
          `--require=${path.resolve('script/gate/running.ts')}`,
          ...words,
          'short.cjs',
          'stuck.cjs',
        ],
        {cwd: folder, stdio: 'ignore', detached: true},
      );
      const ended = once(child, 'exit');
      try {
        while (!running().includes('a shop closes')) {
          assert.equal(child.exitCode, null);
          await new Promise(resolve => setTimeout(resolve, 50));
        }
      } finally {
        process.kill(-child.pid!, 'SIGKILL');
        await ended;
      }
      assert.deepEqual(running(), ['a shop closes']);
    });
});
