import assert from 'node:assert/strict';
import {readFile, rm} from 'node:fs/promises';
import path from 'node:path';
import {checkOut, fill, place, type Place, put, shapeOf, treeIn} from '../../support/deployFolders.ts';

describe('the preview of a deploy folder', () => {
  let here: Place;

  beforeEach(async () => {
    here = await place();
    await checkOut(here, {
      'docker-compose.yml': 'services: {}',
      'web/old.txt': 'old',
      'web/run.sh': '#!/bin/sh',
    });
  });
  afterEach(() => here.remove());

  it('shows how it will look before it is filled: the release over what is there already', async () => {
    await put(here.workspace, {'conf/site.conf': 'site', current: '→conf', 'gone.txt': ''});
    await fill(here);
    await rm(path.join(here.workspace, 'gone.txt'));
    await put(
      here.folder.path,
      {'local.env': 'by hand', 'conf/extra.conf': 'nested', 'media/a/b': ''},
      0o600,
    );
    const preview = path.join(here.root, 'preview');
    await here.folder.preview(preview, await treeIn(here, {'.env': 'A=1'}), await here.folder.record());
    const read = (file: string) => readFile(path.join(preview, file), 'utf8');
    assert.equal(await read('web/run.sh'), '#!/bin/sh');
    assert.equal(await read('local.env'), 'by hand');
    assert.equal(await read('.env'), 'A=1');
    assert.equal(await read('conf/extra.conf'), 'nested');
    assert.equal(await read('current/site.conf'), 'site', 'links within lead to what is there');
    assert.equal(await read('media/a/b'), '');
    await assert.rejects(read('gone.txt'), {code: 'ENOENT'});
  });

  it('shows nothing of the workspace that is no part of the release', async () => {
    const tree = new Map([...(await treeIn(here))].filter(([file]) => file !== 'web/old.txt'));
    const preview = path.join(here.root, 'preview');
    await here.folder.preview(preview, tree, {});
    assert.deepEqual(Object.keys(await shapeOf(preview)).sort(), ['docker-compose.yml', 'web/run.sh']);
  });
});
