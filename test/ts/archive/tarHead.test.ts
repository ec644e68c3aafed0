import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import {firstFilesIn, folderOf, isTar} from '../../../ts-helpers/src/archive/tarHead.ts';
import {tarOf} from '../dumps/support/packed.ts';

const LONG = `${'a-long-folder/'.repeat(20)}x.bson`;

describe('the beginning of a tar', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'countable-tar-'));
    for (const file of [LONG, 'ü/y.metadata.json']) {
      mkdirSync(path.dirname(path.join(folder, file)), {recursive: true});
      writeFileSync(path.join(folder, file), 'z'.repeat(700));
    }
  });
  after(() => {
    rmSync(folder, {recursive: true});
  });

  for (const format of ['v7', 'oldgnu', 'gnu', 'ustar', 'pax'])
    it(`tells its files, as tar has them: ${format}`, () => {
      const files = format === 'v7' || format === 'ustar' ? ['ü/y.metadata.json'] : ['ü', LONG];
      const tar = execFileSync('tar', ['-c', `--format=${format}`, '-C', folder, ...files]);
      assert.equal(isTar(tar), true);
      const expected = files.map(file => (file === 'ü' ? 'ü/y.metadata.json' : file));
      assert.deepEqual(firstFilesIn(tar), expected);
    });

  it('tells which tool they are of, and nothing of other files', async () => {
    const kind = async (...names: string[]) =>
      folderOf(firstFilesIn(await tarOf(Object.fromEntries(names.map(name => [name, 'x'])))));
    assert.equal(await kind('tmp/shop-dump.20261101-010203/shop/orders.bson'), 'mongo');
    assert.equal(await kind('dump/shop/orders.bson.gz'), 'mongo');
    assert.equal(await kind('shop/toc.dat', 'shop/3012.dat.gz'), 'postgres');
    assert.equal(await kind('./3012.dat'), 'postgres');
    assert.equal(await kind('dump'), undefined);
    assert.equal(await kind('media/2012.dat.txt', 'media/bson'), undefined);
  });

  it('is none of whatever bytes, and cut anywhere it throws nothing', async () => {
    const tar = await tarOf({'a/': '', 'a/b': 'x'.repeat(600), c: ''});
    assert.deepEqual(firstFilesIn(tar), ['a/b', 'c']);
    fc.assert(
      fc.property(fc.integer({min: 0, max: tar.length}), length => {
        const names = firstFilesIn(tar.subarray(0, length));
        assert.deepEqual(names, ['a/b', 'c'].slice(0, names.length));
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array({minLength: 512, maxLength: 1_024}), bytes => {
        fc.pre(bytes.some(byte => byte !== 0));
        assert.equal(isTar(Buffer.from(bytes)), false);
      }),
    );
  });
});
