import assert from 'node:assert/strict';
import {notReached} from '../../../ts-helpers/src/pitr/plan/target.ts';

const ENDED =
  '2026-11-27 12:00:00 UTC [62] FATAL:  recovery ended before configured recovery target was reached';
const WAITING = [
  '2026-11-27 12:00:00 UTC [9] FATAL:  the database system is not accepting connections',
  '2026-11-27 12:00:00 UTC [9] DETAIL:  Hot standby mode is disabled.',
];
const moment = new Date('2026-11-27T11:00:00Z');
const told = (lines: string[], {at}: {at: Date | undefined} = {at: moment}) =>
  notReached([...WAITING, ...lines, ...WAITING], {service: 'db', stanza: 'db', moment: at}, new Error('1'));

describe('a server that does not come back to a moment', () => {
  it('has not been given all of it yet', () => {
    const {code, message} = told([ENDED]);
    assert.equal(code, 'BACKUP_MISSING');
    assert.equal(message, 'What happened in db until 2026-11-27T11:00:00.000Z is not all kept yet.');
  });

  for (const line of [
    'ERROR: [029]: unable to decompress',
    'incorrect resource manager data checksum in record at 0/140061F0',
    'invalid magic number 0000 in log segment 000000010000000000000014, offset 0',
  ])
    it(`cannot read some of it: ${line.slice(0, 30)}`, () => {
      const {code, message, evidence} = told([`2026-11-27 12:00:00 UTC [62] LOG:  ${line}`, ENDED]);
      assert.equal(code, 'PITR_GAP');
      assert.equal(message, `What was written in db until 2026-11-27T11:00:00.000Z cannot be read: ${line}`);
      assert.equal(evidence?.log?.lines.length, 2, 'without what is said to who waits');
    });

  it('says why, where it is something else', () => {
    const {code, message} = told([
      'UTC [1] FATAL:  could not map anonymous shared memory',
      'LOG:  shut down',
    ]);
    assert.equal(code, 'PITR_FAILED');
    assert.match(message, /db does not come up as it was: UTC \[1\] FATAL: {2}could not map/);
    assert.equal(told([ENDED], {at: undefined}).code, 'PITR_FAILED');
  });
});
