import assert from 'node:assert/strict';
import {inventoryOf} from '../../../ts-helpers/src/archive/inventory.ts';
import {objectivesOf} from '../../../ts-helpers/src/archive/objectives.ts';
import {manifestWordIn, proofIn} from '../../../ts-helpers/src/archive/proof.ts';
import {fleetRecordIn} from '../../../ts-helpers/src/archive/fleetRecord.ts';
import {HOUR, type Made, nightsAgo, NOW, objectsOf, manifestText} from './kept.ts';

const PROOF = {key: 'k', size: 1, checkedAt: 'x', durationMs: 9, restoreMs: 5};
const rpoHours = (...made: Made[]): number | undefined => {
  const {archives} = inventoryOf('shop', made.flatMap(objectsOf));
  const {rpoMs} = objectivesOf({archives, proof: undefined, now: NOW});
  return rpoMs === undefined ? undefined : rpoMs / HOUR;
};

describe('what a disaster would cost', () => {
  it('is the longest time between two backups of a week, or since the last', () => {
    assert.equal(rpoHours(), undefined);
    assert.equal(rpoHours(...[0, 1, 2, 3].map(night => ({at: nightsAgo(night)}))), 24);
    assert.equal(rpoHours({at: nightsAgo(0)}, {at: nightsAgo(3)}), 72);
    assert.equal(rpoHours({at: nightsAgo(2)}, {at: nightsAgo(3)}), 56.5);
    assert.equal(rpoHours({at: nightsAgo(0)}, {at: nightsAgo(9)}, {at: nightsAgo(90)}), 9 * 24);
    assert.equal(rpoHours({at: nightsAgo(0), beside: ['failed']}, {at: nightsAgo(1)}), 32.5);
  });

  it('is the time of a restore until the project was up, as far as that was tried', () => {
    assert.deepEqual(objectivesOf({archives: [], proof: PROOF, now: NOW}), {rtoMs: 5});
    assert.deepEqual(objectivesOf({archives: [], proof: {...PROOF, answeredMs: 7}, now: NOW}), {rtoMs: 7});
  });
});

describe('what a disaster would cost where every moment is kept', () => {
  const {archives} = inventoryOf('shop', objectsOf({at: nightsAgo(0)}));
  const reached = (...seconds: (number | undefined)[]) =>
    seconds.map((one, index) => ({
      service: `${index}`,
      stanza: `${index}`,
      newest: one === undefined ? undefined : new Date(NOW.getTime() - one * 1000),
    }));
  const moment = {restoreMs: 30, differences: []};

  it('is what has not come since, of the server that is the furthest behind', () => {
    const rpo = (...seconds: (number | undefined)[]) =>
      objectivesOf({archives, proof: undefined, reached: reached(...seconds), now: NOW}).rpoMs;
    assert.equal(rpo(30, 45), 45_000);
    assert.equal(rpo(-5), 0);
    assert.equal(rpo(30, undefined), 8.5 * HOUR);
    assert.equal(rpo(), 8.5 * HOUR);
  });

  it('is the time until all of its servers were back', () => {
    const rto = (...pointInTime: {restoreMs: number; differences: string[]}[]) =>
      objectivesOf({archives, proof: {...PROOF, answeredMs: 7, pointInTime}, now: NOW}).rtoMs;
    assert.equal(rto(moment, {...moment, restoreMs: 12}), 42);
    assert.equal(rto(moment, {...moment, differences: ['db: is gone']}), 7);
    assert.equal(rto(), 7);
  });
});

describe('what lies beside an archive', () => {
  it('is read as far as it counts, whatever else is in it', () => {
    const evidence = {...PROOF, verdict: 'proven', project: 'shop'};
    assert.deepEqual(proofIn(JSON.stringify({evidence, signature: {}})), PROOF);
    const word = {recipients: ['age1'], keep: {daily: 9, weekly: 1, monthly: 1}};
    assert.deepEqual(manifestWordIn(manifestText(word)), word);
    assert.deepEqual(manifestWordIn(JSON.stringify({...word, format: 2, servers: {}})), word);
    assert.deepEqual(manifestWordIn('{"format": 2, "recipients": "elsewhere"}'), {});
  });

  it('is none where it is no such thing', () => {
    for (const text of [
      undefined,
      '',
      '{',
      '[]',
      '{"evidence":1}',
      '{"recipients":"x"}',
      'null',
      manifestText().slice(0, -9),
    ])
      for (const read of [proofIn, manifestWordIn, fleetRecordIn]) assert.equal(read(text), undefined, text);
  });
});
