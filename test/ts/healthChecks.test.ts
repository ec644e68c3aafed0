import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';

/** Everything in which somebody could read how to check a database. */
const TEXTS = ['docs', 'jenkins', 'test/broken', 'test/e2e', 'test/fixtures', 'ts-helpers/src'].flatMap(
  folder =>
    readdirSync(folder, {recursive: true, encoding: 'utf8'})
      .filter(file => /\.(md|ts|txt|ya?ml)$/.test(file))
      .map(file => path.join(folder, file)),
);

/** `test: pg_isready -U shop`, with or without quotes: one text, which Docker gives to a shell. */
const THROUGH_A_SHELL = /\btest: {0,4}["']{0,2}(?:pg_isready|mysqladmin|redis-cli|mongosh|healthcheck\.sh)\b/;

describe('health checks of databases', () => {
  it('are shown without a shell, whose command the database would inherit', () => {
    assert.ok(TEXTS.length > 100);
    assert.deepEqual(
      TEXTS.filter(file => THROUGH_A_SHELL.test(readFileSync(file, 'utf8'))),
      [],
    );
  });
});
