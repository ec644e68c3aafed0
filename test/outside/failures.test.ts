import assert from 'node:assert/strict';
import {deployRows} from '../e2e/support/failures/deploy.ts';
import {engineRows} from '../e2e/support/failures/engine.ts';
import {expectRows} from '../e2e/support/failures/expect.ts';
import {planRows, resultRows} from '../e2e/support/failures/plan.ts';
import {programRows} from '../e2e/support/failures/programs.ts';
import {serviceRows} from '../e2e/support/failures/services.ts';
import {tellingRows} from '../e2e/support/failures/telling.ts';

describe('the table of failures outside', () => {
  const rows = [
    ...planRows,
    ...resultRows,
    ...programRows,
    ...engineRows,
    ...deployRows,
    ...serviceRows,
    ...tellingRows,
  ];

  it('has a hundred rows and more, each of its own, of every verb', () => {
    assert.ok(rows.length >= 100, `${rows.length} rows`);
    assert.equal(new Set(rows.map(({what, words: [verb]}) => `${verb} ${what}`)).size, rows.length);
    assert.deepEqual([...new Set(rows.map(({words: [verb]}) => verb))].sort(), [
      'completion',
      'deploy',
      'help',
      'jenkins',
      'notify',
      'pipeline',
      'plan',
      'sentry',
      'test',
    ]);
  });

  it('has none that comes to a mistake of ours', () => {
    assert.deepEqual(
      rows.filter(({codes}) => codes.includes('INTERNAL')),
      [],
    );
  });
});

describe('planning, and testing without an engine, where what is outside fails', () => {
  expectRows([...planRows, ...programRows]);
});
