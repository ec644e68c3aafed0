import assert from 'node:assert/strict';
import {mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {ownFilesOf} from '../../../ts-helpers/src/backup/gather/own.ts';

describe('what of a folder no deploy has brought there', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'countable-own-'));
  });
  afterEach(() => {
    rmSync(folder, {recursive: true});
  });
  const write = (...names: string[]) => {
    for (const name of names) {
      mkdirSync(path.dirname(path.join(folder, name)), {recursive: true});
      writeFileSync(path.join(folder, name), 'x');
    }
  };
  const own = (source: string, ...tracked: string[]) => {
    write(...tracked);
    return ownFilesOf(path.join(folder, source), {folder, tracked: new Set(tracked)});
  };

  it('is all of it where nothing of the commit lies there, and nothing where all is', async () => {
    write('uploads/a');
    assert.deepEqual(await own('uploads', 'app.py'), {is: 'own', paths: []});
    assert.deepEqual(await own('code', 'code/a.py'), {is: 'tracked', paths: []});
    assert.deepEqual(await own('none', 'app.py'), {is: 'missing', paths: []});
  });

  it('is all of it where the commit has only what keeps the folder there', async () => {
    write('uploads/a letter', 'uploads/2026/b');
    symlinkSync('a letter', path.join(folder, 'uploads/link'));
    assert.deepEqual(await own('uploads', 'uploads/.gitkeep', 'app.py'), {is: 'own', paths: []});
    assert.deepEqual(await own('uploads', 'uploads/.gitignore', 'uploads/README.md'), {is: 'own', paths: []});
  });

  it('is nothing where only what keeps the folder is there', async () => {
    assert.deepEqual(await own('uploads', 'uploads/.gitkeep'), {is: 'tracked', paths: []});
  });

  it('is its folders and files beside the code', async () => {
    write('media/x', 'db.sqlite3', 'node_modules/y', 'src/cache/z');
    assert.deepEqual(await own('', 'app.py', 'src/a.py'), {
      is: 'mixed',
      paths: ['db.sqlite3', 'media', 'src/cache'],
    });
  });

  for (const [what, make] of [
    [
      'a name that is no text',
      () => writeFileSync(Buffer.concat([Buffer.from(`${folder}/bad`), Buffer.of(255)]), 'x'),
    ],
    ['a link', () => symlinkSync('elsewhere', path.join(folder, 'link'))],
    ['very many', () => write(...Array.from({length: 60}, (_, index) => `file-${index}`))],
  ] as const)
    it(`is all of it where it cannot be named one by one: ${what}`, async () => {
      write('media/x');
      make();
      assert.deepEqual(await own('', 'app.py'), {is: 'own', paths: []});
    });
});
