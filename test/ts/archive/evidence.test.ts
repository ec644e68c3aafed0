import assert from 'node:assert/strict';
import {generateKeyPairSync} from 'node:crypto';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {canonical} from '../../../ts-helpers/src/archive/evidence.ts';
import {isSigned, signText} from '../../../ts-helpers/src/outside/signing.ts';

describe('what is signed of evidence', () => {
  it('is the same text whatever the order of its keys, without what is undefined', () => {
    const one = {b: [1, {d: null, c: 'x'}], a: undefined};
    assert.equal(canonical(one), '{"b":[1,{"c":"x","d":null}]}');
    assert.equal(canonical({a: 1, b: 2}), canonical({b: 2, a: 1}));
  });

  it('is genuine until a letter of it is changed', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'countable-sign-'));
    try {
      const file = path.join(folder, 'key.pem');
      writeFileSync(file, generateKeyPairSync('ed25519').privateKey.export({type: 'pkcs8', format: 'pem'}));
      const signature = await signText('proven', file);
      assert.equal(isSigned('proven', signature), true);
      assert.equal(isSigned('failed', signature), false);
      writeFileSync(file, 'no key, but a secret');
      await assert.rejects(signText('proven', file), (error: Error) => {
        assert.equal((error as {code?: string}).code, 'BAD_KEY');
        assert.doesNotMatch(error.message, /but a secret/);
        return true;
      });
    } finally {
      rmSync(folder, {recursive: true});
    }
  });
});
