import assert from 'node:assert/strict';
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {noticesOf, packagesIn} from '../../../ts-helpers/bundle/licences.ts';

describe('the licences of what the bundle carries', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'countable-licences-'));
  });
  afterEach(() => {
    rmSync(root, {recursive: true});
  });

  const put = (file: string, text: string) => {
    mkdirSync(path.dirname(path.join(root, file)), {recursive: true});
    writeFileSync(path.join(root, file), text);
  };
  const add = (folder: string, description: object, files: Record<string, string> = {}): string => {
    put(
      `${folder}/package.json`,
      JSON.stringify({name: path.basename(folder), version: '1.0.0', license: 'MIT', ...description}),
    );
    for (const [name, text] of Object.entries(files)) put(`${folder}/${name}`, text);
    return folder;
  };

  it('are those of every package of which something was bundled, those of packages too', () => {
    const files = [
      'ts-helpers/src/main.ts',
      'node_modules/a/index.js',
      'node_modules/a/lib/b.js',
      'node_modules/@s/b/x.js',
      'node_modules/a/node_modules/c/x.js',
    ];
    const inputs = Object.fromEntries(files.map(file => [file, {bytes: 1, imports: []}]));
    assert.deepEqual(packagesIn({inputs}), [
      'node_modules/a',
      'node_modules/@s/b',
      'node_modules/a/node_modules/c',
    ]);
  });

  for (const name of [
    'LICENSE',
    'LICENSE.md',
    'license',
    'License',
    'LICENCE.txt',
    'COPYING',
    'LICENSE-MIT',
  ]) {
    it(`are found in ${name}`, async () => {
      assert.match(
        await noticesOf(root, [add('node_modules/a', {}, {[name]: 'Permission is granted.\r\n'})]),
        /\na 1\.0\.0 \(MIT\)\n\nPermission is granted\.\n/,
      );
    });
  }

  it('are told once where many share them, by name and version, in the same order always', async () => {
    const same = {LICENSE: 'Same.'};
    const all = [
      add('node_modules/b', {}, same),
      add('node_modules/a', {version: '2.0.0'}, same),
      add('node_modules/c', {}, {LICENSE: 'Other.', NOTICE: 'Notice.'}),
    ];
    const text = await noticesOf(root, all);
    assert.match(text, /\na 2\.0\.0 \(MIT\)\nb 1\.0\.0 \(MIT\)\n\nSame\.\n/);
    assert.match(text, /\nc 1\.0\.0 \(MIT\)\n\nOther\.\n\nNotice\.\n/);
    assert.equal(await noticesOf(root, [...all].reverse()), text);
  });

  it('may be written by us where a package only says which one it is', async () => {
    put('ts-helpers/bundle/licences/@s+a.txt', 'Written by us.');
    assert.match(await noticesOf(root, [add('node_modules/@s/a', {name: '@s/a'})]), /Written by us/);
  });

  it('fail the build where there is no text, or no licence', async () => {
    await assert.rejects(
      noticesOf(root, [add('node_modules/a', {}, {'README.md': 'MIT'})]),
      /^Error: a 1\.0\.0 \(MIT\) comes without the text of its licence/,
    );
    for (const license of [undefined, '', {type: 'MIT'}])
      await assert.rejects(
        noticesOf(root, [add('node_modules/b', {license}, {LICENSE: 'x'})]),
        /^Error: node_modules\/b names no licence\.$/,
      );
  });
});
