import assert from 'node:assert/strict';
import {UserError} from '../../../ts-helpers/src/errors/userError.ts';
import {outcomeOf} from '../../../ts-helpers/src/restore/outcome.ts';
import {type MomentFacts, planRestore} from '../../../ts-helpers/src/restore/plan.ts';
import {restorePlan} from '../../../ts-helpers/src/restore/shown.ts';
import {eachText} from '../../../ts-helpers/src/text/eachText.ts';
import {stageLine} from '../../../ts-helpers/src/stage/line.ts';
import {restoreFacts, STAMP} from './facts.ts';
import {keptServer, momentFacts} from './momentFacts.ts';

const [LIVE] = restoreFacts().servers;
const live = (...databases: string[]) => [
  {...LIVE!, databases: databases.map(name => ({name, bytes: 5000}))},
];
/** As the command prints it. */
const shownPlan = (facts: MomentFacts): string => restorePlan(eachText(planRestore(facts), text => text));
const refused = (facts: MomentFacts, code: string, words: RegExp): void => {
  assert.throws(
    () => planRestore(facts),
    (error: unknown) => error instanceof UserError && error.code === code && words.test(error.message),
  );
};

describe('the plan of a restore to a moment', () => {
  it('brings servers back first, and goes on as from an archive', () => {
    const {steps, servers, folders, stops} = planRestore(momentFacts());
    assert.deepEqual(
      steps.map(({id}) => id),
      ['recover', 'load', 'compare', 'stop', 'swap', 'start'],
    );
    assert.deepEqual(servers[0]?.loads, [{name: 'shop', as: `shop_restoring_${STAMP}`}]);
    assert.deepEqual([folders.length, stops.map(({service}) => service)], [0, ['web', 'worker']]);
  });

  it('says what it begins at, which moments there are, the room, and what has no moments', () => {
    assert.equal(
      shownPlan(momentFacts()),
      [
        'shop as it was at 2026-11-27T10:15:30.000Z',
        '   db: from 20261127-033100F (full, 2026-11-27T03:31:00.000Z) and all WAL since; moments are kept from 2026-11-20T03:31:00.000Z to 2026-11-27T18:29:50.000Z',
        '   room: about 400 kB to bring it back, until it is compared; 5.0 kB beside what is used',
        '   bringing it back took 12 s when it was last proven',
        '   services stand still while names change: seconds, whatever the size',
        '   not db: postgres: it had no table then',
        '   not cache: no moment of it is kept; backups/shop/k has it as it was at 2026-11-27T03:30:00.000Z',
        '   not media: no moment of it is kept; backups/shop/k has it as it was at 2026-11-27T03:30:00.000Z',
        '1. Bring db back to 2026-11-27T10:15:30.000Z in throw-away containers',
        '2. Load 1 database as of 2026-11-27T10:15:30.000Z, beside what is used',
        '3. Compare it with what was brought back',
        '4. Stop web, worker (risks traffic)',
        `5. Let it take the place of what is used: shop, which stays as shop_before_${STAMP} (risks traffic)`,
        '6. Start web, worker',
        '',
      ].join('\n'),
    );
    assert.match(
      shownPlan(momentFacts({}, {servers: live('postgres', 'shop', 'later')})),
      /later of db is not in backups\/shop\/k: it is replaced as well if it was there at that moment/,
    );
    const unknown = momentFacts({archive: {...momentFacts().source.archive, has: ['db']}});
    assert.match(shownPlan(unknown), /not media: no moment of it is kept, and it is not in the backup/);
  });

  it('goes by what was found, once servers are back', () => {
    const databases = [
      {name: 'postgres', bytes: 7, tables: []},
      {name: 'shop', bytes: 9000, tables: ['orders']},
      {name: 'gone', bytes: 10, tables: ['t']},
    ];
    const found = [{service: 'db', databases}];
    const plan = planRestore(momentFacts({found}, {servers: live('postgres', 'shop', 'later')}));
    assert.deepEqual(
      plan.servers[0]?.renames.map(({after}) => after),
      [`shop_before_${STAMP}`, 'shop', 'gone'],
    );
    assert.deepEqual(plan.leftAlone.slice(0, 1), [{what: 'db: postgres', why: 'it had no table then'}]);
    assert.deepEqual(plan.leftAlone.at(-1), {
      what: 'db: later',
      why: 'it was not there then, and stays as it is',
    });
    assert.deepEqual([plan.room?.beside, plan.warnings], [9010, []]);
    refused(momentFacts({found: [{service: 'db', databases: []}]}), 'RESTORE_NOWHERE', /Nothing of pitr/);
  });

  it('is refused where the server is of another major version, or has no room', () => {
    const older = keptServer({base: {...keptServer().base, version: '14'}});
    refused(momentFacts({kept: [older]}), 'PITR_VERSION', /db was of version 14, and 15.4 runs here/);
    const room = (engine: {free: number; isShared: boolean}, free: number): MomentFacts =>
      momentFacts({kept: [keptServer({engine})]}, {servers: [{...LIVE!, free}]});
    refused(
      room({free: 399_999, isShared: false}, 1e9),
      'DISK_LOW',
      /The host has 400 kB left for containers/,
    );
    refused(room({free: 400_000, isShared: true}, 400_000), 'DISK_LOW', /takes about 405 kB beside/);
    assert.ok(planRestore(room({free: 400_000, isShared: false}, 5_000)));
  });

  it('leaves what --service does not name', () => {
    const {leftAlone} = planRestore(momentFacts({}, {only: 'db'}));
    assert.deepEqual(leftAlone.at(-1), {what: 'media', why: '--service names another'});
  });
});

describe('what a restore to a moment came to', () => {
  it('says what stayed as it is', () => {
    const plan = planRestore(momentFacts());
    const stored = {...restoreFacts().manifest, at: '2026-11-27T10:15:30.000Z'};
    const restored = outcomeOf({plan, stored}, {loadMs: 1, downMs: 2000});
    assert.deepEqual(
      [restored.source, restored.rows, restored.leftAlone?.length],
      [{bucket: 'backups', key: 'pitr/shop/', at: '2026-11-27T10:15:30.000Z'}, 1, 3],
    );
    const stage = {stage: 'Restore', outcome: 'passed', startedAt: 'x', durationMs: 11_000} as const;
    assert.match(
      stageLine({...stage, restored}),
      /; not media: no moment of it is kept; backups\/shop\/k has it/,
    );
  });
});
