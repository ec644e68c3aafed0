import assert from 'node:assert/strict';
import type {Kinship} from '../../../ts-helpers/src/history/kinship.ts';
import {type Order, refuseSuperseded} from '../../../ts-helpers/src/project/order.ts';
import type {Release} from '../../../ts-helpers/src/project/release.ts';
import {build, byHand, EVENING, MORNING, NOON, order} from '../support/orders.ts';

const isRefused = (one: Order): boolean => {
  try {
    refuseSuperseded(one);
    return false;
  } catch (error) {
    assert.equal((error as {code: string}).code, 'SUPERSEDED');
    return true;
  }
};
const ALL: Kinship[] = ['same', 'ahead', 'behind', 'apart', 'cut off', 'unknown'];
const refusedOf = (mine: Release, live: Release): Kinship[] =>
  ALL.filter(kinship => isRefused(order(mine, live, kinship)));

// The table of docs/decisions/0047, row by row.
describe('the order of deploys', () => {
  const ELSEWHERE = {job: 'Shop-2-stage'};
  const rows: [string, Release, Release, Kinship[]][] = [
    [
      'an older build of the job gives way, unless it has all that is live',
      build(12, MORNING),
      build(13, NOON),
      ['same', 'behind', 'apart', 'cut off', 'unknown'],
    ],
    ['one that was begun later never does', build(13, NOON), build(12, MORNING), []],
    ['nor one of a job that was made anew, and counts from 1', build(1, NOON), build(13, MORNING), []],
    [
      'one that was begun earlier, with a higher number, gives way as well: the job was made anew',
      build(13, MORNING),
      build(1, NOON),
      ['same', 'behind', 'apart', 'cut off', 'unknown'],
    ],
    [
      'of two that began together the number counts',
      build(12, NOON),
      build(13, NOON),
      ['same', 'behind', 'apart', 'cut off', 'unknown'],
    ],
    ['the same build, once more, does not', build(12, NOON), build(12, NOON), []],
    [
      'where neither tells when it began the number counts',
      build(12),
      build(13),
      ['same', 'behind', 'apart', 'cut off', 'unknown'],
    ],
    ['and a higher one goes first', build(13), build(12), []],
    [
      'an older build of another job gives way where its commit is part of the live one',
      build(12, MORNING, ELSEWHERE),
      build(1, NOON),
      ['behind'],
    ],
    ['numbers of two jobs have no order', build(12, undefined, ELSEWHERE), build(99), []],
    [
      'a build gives way to what was deployed by hand after it began',
      build(12, MORNING),
      byHand(NOON),
      ['behind'],
    ],
    ['and not to what was before', build(12, NOON), byHand(MORNING), []],
    ['by hand an older commit has to be meant', byHand(EVENING), build(12, MORNING), ['behind']],
    ['also over one that was deployed by hand', byHand(EVENING), byHand(NOON), ['behind']],
    [
      'an older build gives way even with newer commits where somebody has gone back since',
      build(12, MORNING),
      build(13, NOON, {goesBack: true}),
      ALL,
    ],
    ['and one begun since then does not', build(14, EVENING), build(13, NOON, {goesBack: true}), []],
  ];
  for (const [does, mine, live, refused] of rows)
    it(does, () => {
      assert.deepEqual(refusedOf(mine, live), refused);
    });

  it('is no matter where nothing is live, nor where somebody says --force', () => {
    for (const kinship of ALL) {
      assert.equal(isRefused(order(build(12), undefined, kinship)), false);
      assert.equal(isRefused({...order(build(12), build(13), kinship), isForced: true}), false);
      assert.equal(isRefused({...order(byHand(NOON), build(13), kinship), isForced: true}), false);
    }
  });

  it('never holds for ever: a build begun after the live one was deployed is newer, whatever the numbers', () => {
    const live = build(13, undefined, {at: MORNING});
    assert.deepEqual(refusedOf(build(1, NOON), live), []);
    const later = build(13, undefined, {at: EVENING});
    assert.equal(isRefused(order(build(1, NOON), later, 'behind')), true, 'it may have been begun before');
  });

  it('takes a start that is no time for none', () => {
    assert.equal(isRefused(order(build(12, undefined, {startedAt: 'soon'}), build(13, NOON))), true);
    assert.equal(isRefused(order(build(14, undefined, {startedAt: 'soon'}), build(13, NOON))), false);
  });

  it('has none where a build has no number', () => {
    const {buildNumber: _number, ...unnumbered} = build(1);
    assert.deepEqual(refusedOf(unnumbered, build(99)), []);
    assert.deepEqual(refusedOf(build(1), unnumbered), []);
  });
});
