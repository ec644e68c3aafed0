import assert from 'node:assert/strict';
import type {Kinship} from '../../../ts-helpers/src/history/kinship.ts';
import {goesBack, type Order, refuseSuperseded, toldOfOrder} from '../../../ts-helpers/src/project/order.ts';
import {build, byHand, EVENING, MORNING, NOON, order} from '../support/orders.ts';

describe('what gives way', () => {
  const said = (one: Order) => {
    try {
      refuseSuperseded(one);
    } catch (error) {
      const {message, remedy, where, exitCode} = error as Record<string, unknown>;
      return {message, remedy, where, exitCode};
    }
    return assert.fail('it was not refused');
  };
  const live = build(13, NOON, {buildUrl: 'https://ci.example.org/13/', version: 'beef'});

  it('is told which build is live, where it stands, why it is newer, and what to do', () => {
    assert.deepEqual(said(order(build(12, MORNING), live, 'behind')), {
      message:
        'Build #13 of Shop-2/develop is live already (beef), and newer than this one, #12: it has its commit and more.',
      remedy:
        'Nothing to do. To deploy c0ffee123456 all the same, build it again: a rebuild is a newer build.',
      where: 'https://ci.example.org/13/',
      exitCode: 7,
    });
    const message = (kinship: Kinship) => said(order(build(12, MORNING), live, kinship)).message;
    assert.equal(
      message('apart'),
      'Build #13 of Shop-2/develop is live already (beef), and newer than this one, #12.',
    );
    assert.match(
      String(message('cut off')),
      /#12 \(by when they began; the commits do not tell, for this clone is shallow\)\.$/,
    );
    assert.match(String(message('unknown')), /for this clone does not have both\)\.$/);
  });

  it('is told that somebody went back', () => {
    const {message, where} = said(order(build(12, MORNING), build(13, NOON, {goesBack: true}), 'ahead'));
    assert.equal(
      message,
      'Build #13 of Shop-2/develop is live already (c0ffee123456), and went back to that commit on purpose after this one, #12, had begun.',
    );
    assert.equal(where, undefined);
  });

  it('is told who deployed by hand', () => {
    const hand = {...byHand(NOON), by: 'Ada <ada@example.org>'};
    assert.match(
      String(said(order(build(12, MORNING), hand, 'behind')).message),
      /^What Ada <ada@example.org> deployed by hand is live already/,
    );
    assert.match(
      String(said(order(build(12, MORNING), {...byHand(NOON)}, 'behind')).message),
      /^What (Ada|somebody) .*deployed by hand/,
    );
  });

  it('is not told to build again where that would be no newer', () => {
    assert.match(String(said(order(build(12), live)).remedy), /countable deploy stage --force$/);
  });

  it('is told by hand to update, or to say that it is meant', () => {
    assert.deepEqual(said(order(byHand(EVENING), live, 'behind')), {
      message:
        'beef, live since 2026-11-23T13:00:00.000Z, has c0ffee123456 and more: this deploy would take the rest back.',
      remedy:
        'Check the newer commit out, as by git pull. To go back on purpose: countable deploy stage --force',
      where: 'https://ci.example.org/13/',
      exitCode: 7,
    });
  });
});

const ALL: Kinship[] = ['same', 'ahead', 'behind', 'apart', 'cut off', 'unknown'];

describe('what is deployed', () => {
  const live = build(13, NOON, {version: 'beef', commit: 'beef'});

  it('goes back where it is part of what is live, until something newer comes', () => {
    assert.deepEqual(
      ALL.filter(kinship => goesBack({live, kinship})),
      ['behind'],
    );
    assert.deepEqual(
      ALL.filter(kinship => goesBack({live: {...live, goesBack: true}, kinship})),
      ['same', 'behind'],
    );
    assert.equal(goesBack({live: undefined, kinship: 'same'}), false);
  });

  it('is told of where it goes back, and where the commits tell nothing', () => {
    const mine = build(14, EVENING);
    const told = (kinship: Kinship, isForced = false) => toldOfOrder({mine, live, kinship, isForced});
    assert.deepEqual([told('same'), told('ahead'), told('apart')], [undefined, undefined, undefined]);
    assert.equal(
      told('behind'),
      'Goes back to c0ffee123456: beef, which is live, has it and more; it was begun after that.',
    );
    assert.match(told('behind', true) ?? '', /; --force says so\.$/);
    assert.equal(
      told('cut off'),
      'Whether c0ffee123456 is newer than beef, which is live, the commits do not tell: this clone is shallow. What was begun later counts.',
    );
    assert.match(told('unknown') ?? '', /this clone does not have both/);
  });

  it('is not told of what nobody could know, or that is the same', () => {
    const mine = build(14, EVENING);
    const of = (one: Partial<Order>) =>
      toldOfOrder({mine, live, kinship: 'unknown', isForced: false, ...one});
    assert.equal(of({live: undefined}), undefined);
    assert.equal(of({live: {...live, version: mine.version}}), undefined);
    assert.equal(of({live: {...live, commit: null}}), undefined);
    assert.equal(of({mine: {...mine, commit: null}}), undefined);
  });
});
