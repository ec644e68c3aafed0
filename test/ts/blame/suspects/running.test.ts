import assert from 'node:assert/strict';
import type {PatchedFile} from '../../../../ts-helpers/src/history/patches.ts';
import {questionsOf, suspectsOf} from '../../../../ts-helpers/src/blame/suspects.ts';
import {error} from '../../support/builds.ts';

const FILES = new Set<string>();

describe('who brought a test that does not end', () => {
  const suspected = (lines: readonly string[], status: PatchedFile['status']) =>
    suspectsOf(questionsOf(error({code: 'TIME_LIMIT', evidence: {log: {source: 'test', lines}}}), FILES), {
      patches: [{commit: '1', files: [{file: 'test/server.test.js', status, hunks: []}]}],
      lines: [],
      texts: new Map(),
      settings: [],
    }).map(({why}) => why);
  const line = 'test ran: 8504 00:55 /usr/local/bin/node /app/test/server.test.js';

  it('added the one that has a process of its own', () => {
    assert.deepEqual(suspected([line], 'added'), ['added test/server.test.js, which did not end']);
  });

  it('is not told by a command that names several, nor by a test that was there before', () => {
    assert.deepEqual(suspected([`${line} /app/test/cart.test.js`], 'added'), []);
    assert.deepEqual(suspected([line], 'changed'), []);
  });
});
