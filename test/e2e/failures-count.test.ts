import assert from 'node:assert/strict';
import {deployRows} from './support/failures/deploy.ts';
import {planRows} from './support/failures/plan.ts';
import {serviceRows} from './support/failures/services.ts';
import {tellingRows} from './support/failures/telling.ts';
import {afterwardsRows} from './support/failures/testAfterwards.ts';
import {composeRows} from './support/failures/testCompose.ts';
import {engineRows, programRows} from './support/failures/testMachine.ts';
import {runningRows} from './support/failures/testRunning.ts';

describe('the table of failures outside', () => {
  const rows = [
    ...planRows,
    ...programRows,
    ...engineRows,
    ...composeRows,
    ...runningRows,
    ...afterwardsRows,
    ...deployRows,
    ...serviceRows,
    ...tellingRows,
  ];

  it('has a hundred rows and more, each of its own, of every verb', () => {
    assert.ok(rows.length >= 120, `${rows.length} rows`);
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
