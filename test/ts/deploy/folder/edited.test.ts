import assert from 'node:assert/strict';
import path from 'node:path';
import {mirrorFor} from '../../../../ts-helpers/src/deploy/act/mirror.ts';
import {checkOut, fill, place, type Place, put, shapeOf, treeIn} from '../../support/deployFolders.ts';

describe('the deploy folder, where somebody has changed a file by hand', () => {
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

  const holds = () => shapeOf(here.folder.path);

  it('keeps a copy of what was changed there by hand and gets another, and none of the rest', async () => {
    await fill(here);
    await put(here.folder.path, {
      'docker-compose.yml': 'services: {mended: }',
      'web/old.txt': 'old, and mended',
    });
    await checkOut(here, {'docker-compose.yml': 'services: {new: }', 'web/run.sh': '#!/bin/bash'});
    await fill(here);
    assert.deepEqual(await holds(), {'docker-compose.yml': 'services: {new: }', 'web/run.sh': '#!/bin/bash'});
    const aside = Object.entries(await shapeOf(path.join(here.folder.state, 'set-aside')));
    assert.deepEqual(
      aside.map(([file, text]) => [file.split('/').slice(1).join('/'), text]),
      [
        ['docker-compose.yml', 'services: {mended: }'],
        ['web/old.txt', 'old, and mended'],
      ],
    );
    await checkOut(here, {'docker-compose.yml': 'services: {newer: }'});
    const {mirror} = await mirrorFor(here.folder, await treeIn(here));
    assert.deepEqual(mirror.copy, []);
  });

  it('says of no file that it was changed by hand where it has what the release brings', async () => {
    await fill(here);
    await put(here.folder.path, {'docker-compose.yml': 'services: {same: }'});
    await checkOut(here, {'docker-compose.yml': 'services: {same: }'});
    assert.deepEqual((await mirrorFor(here.folder, await treeIn(here))).mirror.copy, []);
    await fill(here);
    await checkOut(here, {'docker-compose.yml': 'services: {next: }'});
    assert.deepEqual((await mirrorFor(here.folder, await treeIn(here))).mirror.copy, []);
  });
});
