import assert from 'node:assert/strict';
import {mkdtemp, readdir, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {readJournal, writeJournal} from '../../../../ts-helpers/src/deploy/folder/journal.ts';

describe('the journal of a deploy folder', () => {
  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'countable-journal-'));
    file = path.join(folder, 'journal.json');
  });
  afterEach(async () => {
    await rm(folder, {recursive: true});
  });

  const journal = {
    what: 'The deploy of c0ffee',
    since: '2026-11-23',
    steps: ['Build'],
    done: 0,
    isBegun: true,
  };

  it('is read as it was kept, and gone once it is taken away', async () => {
    assert.equal(await readJournal(file), undefined);
    await writeJournal(file, journal);
    assert.deepEqual(await readJournal(file), journal);
    await writeJournal(file, undefined);
    assert.deepEqual(await readdir(folder), []);
    await writeJournal(file, undefined);
  });

  it('is none where something else was written there', async () => {
    for (const text of ['', '{', '[]', '{"steps": 5}']) {
      await writeFile(file, text);
      assert.equal(await readJournal(file), undefined, text);
    }
  });
});
