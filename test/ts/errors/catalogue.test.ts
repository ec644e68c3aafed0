import assert from 'node:assert/strict';
import {readdirSync} from 'node:fs';
import path from 'node:path';
import {catalogue, EXIT} from '../../../ts-helpers/src/errors/catalogue.ts';

const FOLDER = path.join(import.meta.dirname, '../../../ts-helpers/src/errors/catalogue');

describe('the catalogue of errors', () => {
  it('has each code once: of two the one that is not meant would be told', async () => {
    const parts = await Promise.all(
      readdirSync(FOLDER).map(async file => {
        const part = (await import(path.join(FOLDER, file))) as Record<string, object>;
        return Object.entries(part).flatMap(([name, one]) =>
          name === 'EXIT' || typeof one === 'function' ? [] : Object.keys(one),
        );
      }),
    );
    const codes = parts.flat();
    assert.deepEqual(
      codes.filter((code, index) => codes.indexOf(code) !== index),
      [],
    );
    assert.equal(codes.length, Object.keys(catalogue).length);
  });

  it('says of credentials that are missing, or may too little, that it is for who gave them to mend that', () => {
    const {S3_CREDENTIALS, S3_DENIED, TOKEN_REFUSED, SCOPE_MISSING, SENTRY_NOT_SET_UP} = catalogue;
    for (const {exit} of [S3_CREDENTIALS, S3_DENIED, TOKEN_REFUSED, SCOPE_MISSING, SENTRY_NOT_SET_UP])
      assert.equal(exit, EXIT.usage);
  });
});
