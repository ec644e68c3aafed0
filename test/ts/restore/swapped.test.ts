import assert from 'node:assert/strict';
import type {RestoreJournal} from '../../../ts-helpers/src/restore/act/journal.ts';
import {mendKilled} from '../../../ts-helpers/src/restore/act/mending.ts';
import type {Places} from '../../../ts-helpers/src/restore/act/places.ts';
import {carriedOut} from '../../../ts-helpers/src/restore/carriedOut.ts';
import {planRestore} from '../../../ts-helpers/src/restore/plan.ts';
import {restoreFacts} from './facts.ts';
import {journalsOf, needsOf, type Standing, standing} from './standing.ts';
import {BEFORE, LOADED, wholeFacts} from './wholeFacts.ts';

const facts = wholeFacts();
const PLAN = planRestore(facts);

describe('a server that trades places whole', () => {
  let state: Standing;
  beforeEach(() => {
    state = standing();
  });

  /** Nothing is in the archive but what the clone is: `new`. */
  const load = async (places: Places) => {
    await places.startServers(facts);
    return {
      ...facts.manifest,
      servers: facts.manifest.servers.map(({roles: _, ...one}) => ({...one, databases: []})),
    };
  };
  const restored = () =>
    carriedOut(
      {plan: PLAN, load, composeProject: 'shop-prod', minutes: 1},
      journalsOf(state),
      needsOf(state),
    );

  it('is filled by a throw-away that ends by itself, and stands still only while folders change', async () => {
    const {kept: names} = await restored();
    assert.deepEqual(names, [`/volumes/shop-prod_maria/${BEFORE}`]);
    assert.deepEqual(Object.fromEntries(state.inside), {_data: 'new', [BEFORE]: 'old'});
    assert.deepEqual(state.deeds, [
      'create /tmp/x/compose.json in /deploys/shop-prod',
      'start clone',
      'stop clone',
      'stop id-of-web',
      'stop id-of-worker',
      'stop id-of-db',
      `move ${LOADED}`,
      'start id-of-db',
      'start id-of-web',
      'start id-of-worker',
    ]);
    assert.deepEqual(state.phases, ['loading', 'loading', 'swapping', 'done']);
  });

  it('goes back to its folder where it does not come up on the other one', async () => {
    state.broken = 'new';
    await assert.rejects(restored(), {
      code: 'RESTORE_FAILED',
      message: 'db does not come up (exited): cannot read it',
    });
    assert.deepEqual(Object.fromEntries(state.inside), {_data: 'old'});
    assert.deepEqual([...state.running].toSorted(), ['id-of-db', 'id-of-web', 'id-of-worker']);
    assert.deepEqual(state.phases, ['loading', 'loading', 'swapping', 'returning']);
    assert.equal(state.kept, undefined);
    assert.ok(
      state.deeds.lastIndexOf('start id-of-db') < state.deeds.lastIndexOf('start id-of-web'),
      state.deeds.join(),
    );
  });

  it('keeps its folder where the throw-away was killed as it ended', async () => {
    state.exitCode = 137;
    await assert.rejects(restored(), {code: 'RESTORE_FAILED', message: /db did not end well.*exit code 137/});
    assert.deepEqual(Object.fromEntries(state.inside), {_data: 'old'});
    assert.ok(!state.deeds.includes('stop id-of-db'));
  });

  const mending = () => ({
    ...{composeProject: 'shop-prod', journals: journalsOf(state)},
    reached: async (servers: RestoreJournal['servers']) => servers,
  });
  const killed = (phase: RestoreJournal['phase'], there: Record<string, string>): void => {
    const {servers, stops, stamp, source} = PLAN;
    state.kept = {servers, folders: PLAN.folders, stops, stamp, source, phase};
    state.inside = new Map(Object.entries(there));
    state.running = new Set();
  };

  for (const [phase, there, then] of [
    ['loading', {_data: 'old', [LOADED]: 'new'}, {_data: 'old'}],
    ['swapping', {_data: 'old', [LOADED]: 'new'}, {_data: 'new', [BEFORE]: 'old'}],
    ['swapping', {[BEFORE]: 'old', [LOADED]: 'new'}, {_data: 'new', [BEFORE]: 'old'}],
    ['swapping', {_data: 'new', [BEFORE]: 'old'}, {_data: 'new', [BEFORE]: 'old'}],
    ['returning', {_data: 'new', [BEFORE]: 'old'}, {_data: 'old'}],
    ['returning', {[BEFORE]: 'old', [LOADED]: 'new'}, {_data: 'old'}],
    ['returning', {_data: 'old', [LOADED]: 'new'}, {_data: 'old'}],
  ] as const)
    it(`that was killed (${phase}: ${Object.keys(there).join(', ')}) has one of both whole`, async () => {
      killed(phase, {...there});
      await mendKilled(mending(), needsOf(state));
      assert.deepEqual(Object.fromEntries(state.inside), then);
      assert.deepEqual(
        state.deeds.filter(deed => deed.startsWith('start')),
        ['start id-of-db', 'start id-of-web', 'start id-of-worker'],
      );
      assert.equal(state.kept?.phase, phase === 'swapping' ? 'done' : undefined);
    });

  it('that runs again meanwhile is stopped before its folder changes', async () => {
    killed('swapping', {_data: 'old', [LOADED]: 'new'});
    state.running = new Set(['id-of-db', 'id-of-web']);
    await mendKilled(mending(), needsOf(state));
    assert.deepEqual(state.deeds.slice(0, 3), ['stop id-of-web', 'stop id-of-db', `move ${LOADED}`]);
  });

  it('starts who uses it also where it does not come up on what is finished, and says so', async () => {
    killed('swapping', {_data: 'new', [BEFORE]: 'old'});
    state.broken = 'new';
    await mendKilled(mending(), needsOf(state));
    assert.match(state.voice.lines().join('\n'), /db does not come up \(exited\): cannot read it/);
    assert.equal(state.deeds.at(-1), 'start id-of-worker');
  });

  it('is none where databases change names', () => {
    assert.deepEqual(
      planRestore(restoreFacts()).stops.flatMap(({server}) => server ?? []),
      [],
    );
  });
});
