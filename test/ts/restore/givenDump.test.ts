import assert from 'node:assert/strict';
import {Readable} from 'node:stream';
import {givenDump} from '../../../ts-helpers/src/restore/gather/dump.ts';
import {NOW} from './facts.ts';

const SQL = 'SET statement_timeout = 0;\nSELECT 1;\n';

describe('what a restore is given', () => {
  const asked: string[] = [];
  const needs = {
    givenFiles: {
      look: async (path: string) => {
        asked.push(path);
        return path.endsWith('/there') ? {path, isFolder: false, size: 9, modifiedAt: NOW} : undefined;
      },
      read: async () => Readable.from([Buffer.from(SQL)]),
      standardInput: () => assert.fail('it is read once'),
    },
    clock: {now: () => NOW},
    unpacking: {unpack: () => assert.fail('nothing is packed')},
    encrypting: {decrypt: () => assert.fail('nothing is encrypted')},
    keyFile: undefined,
  };
  const given = (at: string | undefined) => givenDump({at, from: '/home/ada'}, needs);

  it('is a file of the folder, known by its beginning', async () => {
    const {source} = (await given('there')) ?? {};
    assert.equal(source?.key, '/home/ada/there');
    assert.deepEqual([source.size, source.layers], [9, ['plain SQL of PostgreSQL']]);
  });

  it('is standard input, which is not read for a plan', async () => {
    const {source} = (await given('-')) ?? {};
    assert.deepEqual([source?.key, source?.size, source?.layers], ['-', undefined, []]);
  });

  it('is an archive by a time, a key or nothing, whatever files there are', async () => {
    asked.length = 0;
    for (const at of [undefined, 'latest', '2026-11-27', '2026-11-27T12:34:56Z'])
      assert.equal(await given(at), undefined);
    assert.deepEqual(asked, []);
    assert.equal(await given('202611/shop.20261101-010203.sql.lrz'), undefined);
  });

  it('is refused where a path leads to no file', async () => {
    for (const at of ['./gone', '../gone', '/gone'])
      await assert.rejects(given(at), {code: 'BAD_ARGUMENT', message: `There is no file ${at}.`});
  });
});
