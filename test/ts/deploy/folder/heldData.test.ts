import assert from 'node:assert/strict';
import {mkdir, mkdtemp, rm, symlink, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {holdsData} from '../../../../ts-helpers/src/deploy/folder/heldData.ts';

describe('a folder that a container writes', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'countable-held-'));
  });
  afterEach(() => rm(root, {recursive: true}));

  const holds = (place: string, ...brought: string[]) =>
    holdsData(path.join(root, place), {root, brought: new Set(brought)});
  const put = async (...files: string[]) => {
    for (const file of files) {
      await mkdir(path.dirname(path.join(root, file)), {recursive: true});
      await writeFile(path.join(root, file), '');
    }
  };

  it('holds data where something lies in it that no release has brought, however deep', async () => {
    await put('media/.gitkeep', 'media/2026/cat.png', 'db.sqlite3');
    assert.equal(await holds('media', 'media/.gitkeep'), true);
    assert.equal(await holds('media', 'media/.gitkeep', 'media/2026/cat.png'), false);
    assert.equal(await holds('db.sqlite3'), true);
    assert.equal(await holds('db.sqlite3', 'db.sqlite3'), false);
    assert.equal(await holds('', 'media/.gitkeep'), true);
  });

  it('holds none where it is empty, or not there, or has only what programs make anew', async () => {
    await put('app/__pycache__/a.pyc', 'app/node_modules/x/index.js', 'app/b.pyc');
    await mkdir(path.join(root, 'empty/deep'), {recursive: true});
    for (const place of ['app', 'empty', 'nothing', 'app/b.pyc/deeper'])
      assert.equal(await holds(place), false, place);
  });

  it('holds a link, and follows none', async () => {
    await put('elsewhere/a');
    await mkdir(path.join(root, 'current'));
    await symlink('../elsewhere', path.join(root, 'current/link'));
    assert.equal(await holds('current'), true);
    assert.equal(await holds('current', 'current/link'), false);
  });
});
