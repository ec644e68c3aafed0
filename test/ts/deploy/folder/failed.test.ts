import assert from 'node:assert/strict';
import {mkdtemp, readdir, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {createFailedLogs} from '../../../../ts-helpers/src/deploy/folder/failed.ts';

describe('the logs of releases that failed', () => {
  let state: string;
  beforeEach(async () => {
    state = await mkdtemp(path.join(tmpdir(), 'countable-failed-'));
  });
  afterEach(async () => {
    await rm(state, {recursive: true});
  });

  const keep = (minute: number) =>
    createFailedLogs(state).keep({at: at(minute), version: 'c0ffee'}, `of ${minute}`);
  const at = (minute: number) => `2026-11-27T12:0${minute}:00.000Z`;
  const minutes = async () => (await readdir(path.join(state, 'failed'))).map(name => name.slice(15, 16));

  it('stay the newest five, each in the file that a message named', async () => {
    const first = await keep(1);
    await keep(2);
    assert.equal(await readFile(first, 'utf8'), 'of 1');
    for (const minute of [3, 4, 5, 6]) await keep(minute);
    assert.deepEqual(await minutes(), ['2', '3', '4', '5', '6']);
  });

  it('go with the releases of their time, and with them what was not written to its end', async () => {
    await keep(1);
    await keep(3);
    await writeFile(path.join(state, 'failed/.countable-0123abcd.new'), 'cut');
    await createFailedLogs(state).drop(at(2));
    assert.deepEqual(await minutes(), ['3']);
  });

  it('do not stay where they were not written to their end', async () => {
    await keep(1);
    await writeFile(path.join(state, 'failed/.countable-0123abcd.new'), 'cut');
    await keep(2);
    assert.deepEqual(await minutes(), ['1', '2']);
  });
});
