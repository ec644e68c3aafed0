import assert from 'node:assert/strict';
import {
  warnOfLeftOut,
  warnOfRecord,
  warnOfUnseen,
  warnOfUnused,
} from '../../../../ts-helpers/src/deploy/plan/warnings.ts';
import {planMirror} from '../../../../ts-helpers/src/deploy/plan/mirror.ts';
import {treeOf} from '../../../../ts-helpers/src/history/tree.ts';

describe('a deploy warns', () => {
  it('of submodules that nobody has checked out, and of names that are not UTF-8', () => {
    const warnings = warnOfLeftOut({listed: ['a.txt', 'caf\uFFFD.txt'], missingSubmodules: ['vendor x']});
    assert.deepEqual(
      warnings.map(({code, message}) => [code, message]),
      [
        ['SUBMODULE_MISSING', 'The submodule vendor x is not checked out: its files are left out.'],
        ['UNSAFE_NAME', 'caf\uFFFD.txt is left out: its name is not UTF-8.'],
      ],
    );
    assert.match(warnings[0]?.remedy ?? '', /--init 'vendor x';/);
    assert.deepEqual(warnOfLeftOut({listed: ['ä b.txt'], missingSubmodules: []}), []);
  });

  it('of a record that is not believed, once', () => {
    const [warning, ...others] = warnOfRecord({trouble: 'it is empty'}, '/srv/x');
    assert.deepEqual([warning?.code, others], ['RECORD_BROKEN', []]);
    assert.deepEqual(warnOfRecord({}, '/srv/x'), []);
  });

  it('of what it could not look at', () => {
    const facts = {tree: treeOf([]), ours: new Set(['pg/.keep']), isKnown: true};
    const closed = planMirror({...facts, found: new Map([['pg', {kind: 'closed'}]])});
    assert.match(
      warnOfUnseen(closed, '/srv/x')[0]?.message ?? '',
      /pg\/\.keep cannot be looked at and stays as it is/,
    );
    assert.deepEqual(warnOfUnseen(planMirror({...facts, found: new Map()}), '/srv/x'), []);
  });

  it('of secret files that were given for nothing', () => {
    const whose = {project: 'shop', environment: 'stage'};
    const tree = treeOf([
      {path: 'secrets/db.txt', kind: 'file', from: {content: '', mode: 0o600}, isProvided: true},
    ]);
    const given = {COUNTABLE_FILE_SECRETS_DB_TXT: '/x', COUNTABLE_FILE_DB_TXT: '/y'};
    assert.deepEqual(
      warnOfUnused(given, {tree, whose}).map(({code, message}) => [code, message.split(' ')[0]]),
      [['SECRET_FILE_UNUSED', 'COUNTABLE_FILE_DB_TXT']],
    );
  });
});
