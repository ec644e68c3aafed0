import assert from 'node:assert/strict';
import {chmod, mkdtemp, readdir, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {compare, put} from '../../../../ts-helpers/src/deploy/folder/content.ts';
import type {TreeFile} from '../../../../ts-helpers/src/history/tree.ts';

const NOBODY = 65_534;

describe('a file that this user may not read', () => {
  let folder: string;
  let one: string;
  let other: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'countable-content-'));
    await chmod(folder, 0o777);
    [one, other] = [path.join(folder, 'one'), path.join(folder, 'other')];
    for (const file of [one, other]) await writeFile(file, 'same size', {mode: 0o644});
  });
  afterEach(() => rm(folder, {recursive: true}));

  /** Root may read everything. */
  const unprivileged = async (work: () => Promise<unknown>): Promise<void> => {
    const isRoot = process.geteuid?.() === 0;
    if (isRoot) process.seteuid?.(NOBODY);
    try {
      await work();
    } finally {
      if (isRoot) process.seteuid?.(0);
    }
  };
  const file = (from: TreeFile['from']): TreeFile => ({path: 'a', kind: 'file', isProvided: false, from});
  const open = async () => {
    const all = await readdir('/proc/self/fd');
    return all.length;
  };

  it('is named, whichever of the two it is, and the other is closed again', async () => {
    const before = await open();
    for (const closed of [one, other]) {
      await chmod(closed, 0);
      const named = {code: 'NOT_READABLE', where: closed};
      await unprivileged(() => assert.rejects(compare(file({file: one}), other), named));
      await chmod(closed, 0o644);
    }
    await chmod(other, 0);
    await unprivileged(() =>
      assert.rejects(compare(file({content: 'same size', mode: 0o644}), other), {where: other}),
    );
    assert.equal(await open(), before);
    await chmod(other, 0o644);
    assert.equal(await compare(file({file: one}), other), 'no');
  });

  it('is what cannot be brought, and not the place that it was to go to', async () => {
    await chmod(one, 0);
    const named = {code: 'NOT_READABLE', where: one};
    await unprivileged(() => assert.rejects(put(file({file: one}), path.join(folder, 'new')), named));
    assert.deepEqual((await readdir(folder)).sort(), ['one', 'other']);
  });
});
