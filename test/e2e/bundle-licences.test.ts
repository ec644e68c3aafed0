import assert from 'node:assert/strict';
import {existsSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {build} from 'esbuild';
import {runProgram} from './support/cli.ts';

describe('the bundle', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'countable-bundle-'));
  });
  afterEach(() => {
    rmSync(folder, {recursive: true});
  });

  it('carries the licence of every package in it, to agents too', async () => {
    const notices = readFileSync('resources/ca/countable/THIRD_PARTY_LICENSES.txt', 'utf8');
    const {metafile} = await build({
      entryPoints: ['ts-helpers/src/main.ts'],
      bundle: true,
      splitting: true,
      outdir: 'out',
      write: false,
      metafile: true,
      format: 'esm',
      platform: 'node',
    });
    const packages = new Set(
      Object.keys(metafile.inputs)
        .filter(file => file.includes('node_modules/'))
        .map(file => describing(file)),
    );
    const named = [
      ...notices.matchAll(/^(\S+ \d\S*) \((?:MIT|MIT-0|ISC|BSD-[23]-Clause|Apache-2\.0)\)$/gm),
    ].map(([, name]) => name);
    assert.deepEqual([...new Set(named)].sort(), [...packages].sort());
    assert.ok(packages.size > 25, `${packages.size}`);
    for (const notice of notices.split(/^-{80}$/m).slice(1))
      assert.match(notice, /(?:Permission|Redistribution|Apache License)[^]{200}/);
    const unpacked = path.join(folder, 'unpacked');
    await runProgram([
      process.execPath,
      path.resolve('resources/ca/countable/countable.mjs'),
      '--unpack',
      unpacked,
    ]);
    assert.equal(readFileSync(path.join(unpacked, 'THIRD_PARTY_LICENSES.txt'), 'utf8'), notices);
  });
});

/** Name and version of the package that a file belongs to. */
const describing = (file: string): string => {
  for (let at = path.dirname(file); ; at = path.dirname(at)) {
    const description = path.join(at, 'package.json');
    if (!existsSync(description)) continue;
    const {name, version} = JSON.parse(readFileSync(description, 'utf8')) as {
      name?: string;
      version?: string;
    };
    if (name !== undefined && version !== undefined) return `${name} ${version}`;
  }
};
