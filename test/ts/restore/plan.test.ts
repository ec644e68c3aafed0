import assert from 'node:assert/strict';
import {UserError} from '../../../ts-helpers/src/errors/userError.ts';
import {
  planRestore,
  planUndo,
  provenServers,
  type ArchiveFacts,
} from '../../../ts-helpers/src/restore/plan.ts';
import {isLoading, nameBeside} from '../../../ts-helpers/src/archive/nameBeside.ts';
import {restoreFacts, STAMP} from './facts.ts';

const refused = (more: Partial<ArchiveFacts>, code: string, words: RegExp): void => {
  assert.throws(
    () => planRestore(restoreFacts(more)),
    (error: unknown) => error instanceof UserError && error.code === code && words.test(error.message),
  );
};

describe('the plan of a restore', () => {
  it('lets what is loaded take the place of what is used, which stays, and stops who uses it', () => {
    const {servers, folders, stops, steps, leftAlone} = planRestore(restoreFacts());
    assert.deepEqual(servers[0]?.loads, [{name: 'shop', as: `shop_restoring_${STAMP}`}]);
    assert.deepEqual(servers[0].renames, [
      {name: 'shop', after: `shop_before_${STAMP}`, isUsed: false},
      {name: `shop_restoring_${STAMP}`, after: 'shop', isUsed: true},
    ]);
    assert.deepEqual(
      folders.map(({above, live, loaded, before}) => [above, live, loaded, before]),
      [['/volumes/shop-prod_media', '_data', `_data_restoring_${STAMP}`, `_data_before_${STAMP}`]],
    );
    assert.deepEqual(
      stops.map(({service}) => service),
      ['web', 'worker'],
    );
    assert.deepEqual(
      steps.map(({id}) => id),
      ['load', 'compare', 'stop', 'swap', 'start'],
    );
    assert.deepEqual(leftAlone, [{what: 'db: postgres', why: 'it has no table in the backup'}]);
  });

  it('compares rows alone of what was proven by the very image that runs, and says so', () => {
    const proof = {sha256: 'a', images: {db: 'sha256:1'}};
    const comparing = (more: Partial<ArchiveFacts['source']>): string => {
      const facts = restoreFacts();
      const {steps} = planRestore({...facts, source: {...facts.source, ...more}});
      return steps.find(({id}) => id === 'compare')?.does ?? '';
    };
    assert.equal(
      comparing({proof}),
      'Compare it with what was stored; of db rows of each table, as its image has given back the rest for the proof',
    );
    const whole = 'Compare it with what was stored';
    assert.equal(comparing({}), whole);
    assert.equal(comparing({proof: {...proof, images: {db: 'sha256:2'}}}), whole);
    assert.equal(comparing({proof: {...proof, images: {}}}), whole);
  });

  it('reads again what is not what was proven', () => {
    const facts = restoreFacts();
    const proof = {sha256: 'a', images: {db: 'sha256:1', other: ''}};
    const of = {source: {...facts.source, proof}, servers: facts.servers};
    assert.deepEqual(provenServers(of, {sha256: 'a'}), ['db']);
    assert.deepEqual(provenServers(of, {sha256: 'b'}), []);
    const [server] = facts.servers;
    const elsewhere = {...server!, container: undefined};
    assert.deepEqual(provenServers({...of, servers: [elsewhere]}, {sha256: 'a'}), []);
    const unknown = {...server!, service: 'other', container: {id: 'x', image: 'x', imageId: ''}};
    assert.deepEqual(provenServers({...of, servers: [unknown]}, {sha256: 'a'}), []);
    assert.deepEqual(provenServers({...of, source: facts.source}, {sha256: 'a'}), []);
  });

  it('takes one service alone', () => {
    assert.deepEqual(planRestore(restoreFacts({only: 'db'})).folders, []);
    const {servers, folders, leftAlone} = planRestore(restoreFacts({only: 'web'}));
    assert.deepEqual([servers.length, folders.length], [0, 1]);
    assert.deepEqual(leftAlone, [{what: 'db', why: '--service names another'}]);
  });

  it('makes a database that is not there', () => {
    const [server] = restoreFacts().servers;
    const {servers, steps} = planRestore(restoreFacts({servers: [{...server!, databases: []}]}));
    assert.deepEqual(
      servers[0]?.renames.map(({after}) => after),
      ['postgres', 'shop'],
    );
    assert.match(steps.map(({does}) => does).join(), /shop, which is not there yet/);
  });

  it('warns of what nobody has proven, and of another version', () => {
    const [server] = restoreFacts().servers;
    const {warnings} = planRestore(
      restoreFacts({
        servers: [{...server!, version: '14.9'}],
        source: {...restoreFacts().source, verdict: 'failed'},
      }),
    );
    assert.match(warnings.join('\n'), /is of version 15.4, and 14.9 runs here/);
    assert.match(warnings.join('\n'), /The proof of this backup failed: countable evidence says why/);
  });

  it('is refused where something has no place, or no room', () => {
    const [server] = restoreFacts().servers;
    refused({servers: []}, 'RESTORE_NOWHERE', /has no postgres called db/);
    refused({files: []}, 'RESTORE_NOWHERE', /has no media/);
    refused({only: 'nobody'}, 'RESTORE_NOWHERE', /backups\/shop\/k has no data of a service called nobody/);
    refused({files: [{...restoreFacts().files[0]!, path: undefined}]}, 'NO_RESTORE_FOR', /media/);
    refused({servers: [{...server!, free: 4_999}]}, 'DISK_LOW', /5.0 kB beside what is there/);
    refused({servers: [{...server!, container: undefined}]}, 'BACKUP_NOTHING_RUNS', /does not run/);
  });

  it('is undone by giving what was used its place again, and what is used now another name', () => {
    const later = new Date('2026-11-28T09:00:00Z');
    const {servers, folders, steps, restoredAt, back} = planUndo(planRestore(restoreFacts()), {
      ...restoreFacts(),
      now: later,
    });
    assert.equal(restoredAt, '2026-11-27T18:30:12.000Z');
    assert.deepEqual(back, [
      `shop of db, out of shop_before_${STAMP}`,
      `media, out of /volumes/shop-prod_media/_data_before_${STAMP}`,
    ]);
    assert.deepEqual(servers[0]?.renames, [
      {name: 'shop', after: 'shop_before_20261128t090000z', isUsed: false},
      {name: `shop_before_${STAMP}`, after: 'shop', isUsed: true},
    ]);
    assert.deepEqual(
      folders.map(({live, loaded, before}) => [live, loaded, before]),
      [['_data', `_data_before_${STAMP}`, '_data_before_20261128t090000z']],
    );
    assert.deepEqual(
      steps.map(({id}) => id),
      ['stop', 'swap', 'start'],
    );
  });

  it('brings back what an undo had taken away again, where that is undone', () => {
    const facts = restoreFacts();
    const [server] = facts.servers;
    const absent = {...facts, servers: [{...server!, databases: [], closed: []}]};
    const first = planUndo(planRestore(absent), {...facts, now: new Date('2026-11-28T09:00:00Z')});
    assert.ok(first.back.includes('shop of db goes: it was not there'));
    const second = planUndo(first, {...facts, now: new Date('2026-11-28T10:00:00Z')});
    assert.ok(second.back.includes('shop of db, out of shop_before_20261128t090000z'));
    assert.deepEqual(
      second.servers[0]?.renames.filter(({after}) => after === 'shop'),
      [{name: 'shop_before_20261128t090000z', after: 'shop', isUsed: true}],
    );
  });
});

describe('a name beside another', () => {
  it('is never longer than PostgreSQL lets it be, and another for each', () => {
    const made = [0, 1].map(ordinal =>
      nameBeside('ö'.repeat(40), {made: 'restoring', stamp: STAMP, ordinal}),
    );
    for (const name of made) {
      assert.ok(Buffer.byteLength(name) <= 63, name);
      assert.ok(isLoading(name), name);
    }
    assert.notEqual(made[0], made[1]);
    assert.equal(nameBeside('shop', {made: 'before', stamp: STAMP, ordinal: 3}), `shop_before_${STAMP}`);
    assert.ok(!isLoading('shop_restoring') && !isLoading(`shop_before_${STAMP}`));
  });
});
