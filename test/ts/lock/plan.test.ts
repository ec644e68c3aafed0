import assert from 'node:assert/strict';
import {type HeldBy, type LockState, planRelease} from '../../../ts-helpers/src/lock/plan.ts';
import {releaseText, statusText} from '../../../ts-helpers/src/lock/shown.ts';

const held = (more: Partial<HeldBy> = {}): LockState => ({
  environment: 'stage',
  composeProject: 'shop-stage',
  file: '/srv/.countable/shop-stage/lock',
  heldBy: {
    who: 'Jenkins shop/develop #12',
    since: '2026-11-23T11:59:00.000Z',
    seconds: 61,
    lives: true,
    process: {pid: 123, host: 'agent-1'},
    ...more,
  },
  waiting: [],
});
const free: LockState = {...held(), heldBy: null};
const BUILD = 'https://ci.example.org/12/';

describe('releasing a lock', () => {
  const names = (lock: LockState, isForced = false) =>
    planRelease(lock, {isForced}).steps.map(({name}) => name);
  const refused = (lock: LockState, isForced = false) => {
    try {
      planRelease(lock, {isForced});
    } catch (error) {
      return error as Record<'code' | 'message' | 'where' | 'remedy', string> & {exitCode: number};
    }
    return assert.fail('it was not refused');
  };

  it('has nothing to do where it is free, also where it is forced', () => {
    assert.deepEqual([names(free), names(free, true)], [[], []]);
  });

  it('refuses while the holder lives, and says what ends it', () => {
    const {code, exitCode, message, where, remedy} = refused(held({build: BUILD}));
    assert.deepEqual([code, exitCode, where], ['LOCK_HELD', 7, 'process 123 on agent-1']);
    assert.equal(message, 'Jenkins shop/develop #12 holds it since 2026-11-23T11:59:00.000Z, and lives.');
    assert.equal(
      remedy,
      `Wait for it, or abort the build: ${BUILD}. Where neither helps: countable lock release stage --force ends it.`,
    );
    assert.match(refused(held()).remedy, /^Wait for it, or end it where it runs \(Ctrl-C\)\. /);
  });

  it('ends the holder where it is forced, and never breaks the lock', () => {
    const {steps} = planRelease(held(), {isForced: true});
    assert.deepEqual(
      steps.map(({name, risks}) => [name, risks]),
      [
        ['interrupt', 'traffic'],
        ['await', 'nothing'],
      ],
    );
    assert.match(steps[0]?.does ?? '', /^Interrupt Jenkins shop\/develop #12 \(process 123\): /);
  });

  it('ends what is left of a holder that is gone', () => {
    assert.deepEqual(names(held({lives: false})), ['free', 'await']);
  });

  it('refuses what cannot be ended from here, also where it is forced', () => {
    const elsewhere = refused(held({lives: null, build: BUILD}), true);
    assert.match(elsewhere.message, /: it runs on agent-1, another machine or container\.$/);
    assert.match(elsewhere.remedy, /^End it there \(abort the build: /);
    const {process: _process, ...unnamed} = held().heldBy as HeldBy;
    const older = refused({...held(), heldBy: {...unnamed, lives: null}}, true);
    assert.match(older.message, /: it left no word of its process\.$/);
    assert.match(older.remedy, /fuser -v \/srv\/\.countable\/shop-stage\/lock names the process/);
  });
});

describe('a lock, for people', () => {
  it('says who holds it, of which build, since when, how far it is, whether it lives, and who waits', () => {
    const lock = {
      ...held({build: BUILD, at: 'step 3 of 5, "Start web"'}),
      waiting: [{who: 'ada on this machine', since: '2026-11-23T11:59:30.000Z', seconds: 31}],
    };
    assert.equal(
      statusText({locks: [free, lock]}),
      [
        'shop-stage: free',
        'shop-stage: held by Jenkins shop/develop #12 since 2026-11-23T11:59:00.000Z (61 s), process 123 on agent-1, which lives',
        `  ${BUILD}`,
        '  at step 3 of 5, "Start web"',
        '  waiting: ada on this machine since 2026-11-23T11:59:30.000Z (31 s)',
        '',
      ].join('\n'),
    );
  });

  it('says where it cannot be told whether it lives', () => {
    assert.match(statusText({locks: [held({lives: false})]}), /, which is gone\n$/);
    assert.match(statusText({locks: [held({lives: null})]}), /, which cannot be asked from here\n$/);
    const {process: _process, ...unnamed} = held().heldBy as HeldBy;
    const older = {...held(), heldBy: {...unnamed, lives: null}};
    assert.match(statusText({locks: [older]}), /, which left no word of its process\n$/);
    assert.match(statusText({locks: []}), /^Nothing of this project was deployed on this host/);
  });

  it('says what would be done, and what was', () => {
    assert.match(
      releaseText(planRelease(held(), {isForced: true})),
      /\n1\. Interrupt .* \(risks traffic\)\n2\. See that the lock is free\n$/,
    );
    assert.equal(releaseText({lock: free, steps: []}), 'shop-stage: free\nNothing to do.\n');
    assert.equal(releaseText({lock: free, done: []}), 'Nothing had to be done.\nshop-stage: free\n');
    assert.equal(releaseText({lock: free, done: ['x']}), 'shop-stage: free\n');
  });
});
