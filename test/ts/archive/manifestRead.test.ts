import assert from 'node:assert/strict';
import type {Manifest} from '../../../ts-helpers/src/archive/manifest.ts';
import {readManifest} from '../../../ts-helpers/src/archive/manifestRead.ts';

export const MANIFEST: Manifest = {
  ...{format: 1, project: 'shop', environment: 'prod', compression: 'zst', commit: null, by: 'ada'},
  ...{at: '2026-11-27T03:30:00.000Z', completedAt: '2026-11-27T03:31:00.000Z', recipients: []},
  ...{servers: [], files: [], leftOut: []},
};
const text = JSON.stringify(MANIFEST);

describe('a text that is to be a manifest', () => {
  it('is one', () => {
    assert.deepEqual(readManifest(text), {is: 'manifest', manifest: MANIFEST});
  });

  it('has tables of any name', () => {
    const tables = JSON.parse(
      '{"__proto__": {"rows": 1, "bytes": 2}, "constructor": {"rows": 0, "bytes": 0}}',
    ) as object;
    const databases = [{name: 'shop', member: 'shop', bytes: 1, tables}];
    const whole = {
      ...MANIFEST,
      servers: [
        {kind: 'mysql', version: '8', service: 'db', image: 'mysql', imageId: '', owner: 'root', databases},
      ],
    };
    const read = readManifest(JSON.stringify(whole));
    assert.ok(read.is === 'manifest', JSON.stringify(read));
    assert.deepEqual(
      Object.entries(read.manifest.servers[0]?.databases[0]?.tables ?? {}),
      Object.entries(tables),
    );
  });

  it('is of a later version, whatever else that says', () => {
    assert.deepEqual(readManifest('{"format": 2, "servers": "elsewhere"}'), {is: 'newer', format: 2});
  });

  for (const [what, damaged, why] of [
    ['nothing', ' \n', 'it is empty'],
    ['cut off', text.slice(0, 100), 'it is cut off, or damaged'],
    ['a page of a proxy', '<!doctype html><title>Log in</title>', 'it is a page of HTML or XML'],
    ['a sentence', 'No such file', 'it is no JSON'],
    ['another object', '{"Code": "SlowDown"}', 'it does not say what it should (format)'],
    ['a list', '[]', 'it does not say what it should (it is no object)'],
    ['of format 0', '{"format": 0}', 'it does not say what it should (format)'],
    [
      'wrong in one place',
      text.replace('"servers":[]', '"servers":[{"kind":"oracle"}]'),
      'it does not say what it should (servers.0.kind)',
    ],
  ] as const)
    it(`is none, and why: ${what}`, () => {
      assert.deepEqual(readManifest(damaged), {is: 'broken', why});
    });
});
