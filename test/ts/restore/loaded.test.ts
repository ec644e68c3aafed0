import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {buffer} from 'node:stream/consumers';
import {createCompressing} from '../../../ts-helpers/src/outside/compressing.ts';
import {compareLoaded} from '../../../ts-helpers/src/restore/act/databases.ts';
import {load, type LoadNeeds} from '../../../ts-helpers/src/restore/act/load.ts';
import type {Places} from '../../../ts-helpers/src/restore/act/places.ts';
import {planRestore} from '../../../ts-helpers/src/restore/plan.ts';
import {createFakeObjectStore} from '../../fakes/objectStore.ts';
import {NOW} from '../archive/kept.ts';
import {fakePostgres} from '../verify/support/postgres.ts';
import {keepBackup, manifestOf, serverOf} from '../verify/support/proving.ts';
import {restoreFacts, STAMP} from './facts.ts';

const AS = `shop_restoring_${STAMP}`;

describe('a database that was loaded beside what is used', () => {
  /** Of the backup, what was loaded, and in what that differs. */
  const loaded = async (taking: (dump: string) => string, proof: {sha256?: string; image?: string} = {}) => {
    const store = createFakeObjectStore({name: 'backups'}, () => NOW);
    const key = await keepBackup(store, NOW);
    const sha256 = createHash('sha256')
      .update(await buffer(store.read(key)))
      .digest('hex');
    const pipes = fakePostgres();
    pipes.taking = taking;
    const {source, ...rest} = restoreFacts();
    const proven = {sha256, image: 'sha256:1', ...proof};
    const facts = {
      ...rest,
      source: {...source, key, proof: {sha256: proven.sha256, images: {db: proven.image}}},
      manifest: manifestOf(NOW, {servers: [serverOf({shop: [1, 2, 3]})]}),
    };
    const plan = planRestore(facts);
    const [swap] = plan.servers;
    const needs = {
      ...{store, pipes, keyFile: undefined},
      compressing: createCompressing(pipes),
    } as unknown as LoadNeeds;
    const places = {startServers: async () => []} as unknown as Places;
    const stored = await load(facts, {servers: plan.servers, folders: []}, {places, needs});
    return {differences: await compareLoaded(swap!, stored, needs), asked: pipes.asked};
  };

  const whole = (dump: string) => dump;
  const fewer = (dump: string) => dump.replace('\n2\n', '\n');
  const other = (dump: string) => dump.replace('\n2\n', '\n7\n');

  it('is counted where the same bytes were proven by the same image', async () => {
    const {differences, asked} = await loaded(whole);
    assert.deepEqual(differences, []);
    assert.deepEqual(asked, [`restore ${AS}`]);
  });

  it('differs where the server took fewer rows', async () => {
    const {differences} = await loaded(fewer);
    assert.deepEqual(differences, ['db, shop: public.orders has 2 rows, and had 3']);
  });

  for (const [what, proof] of [
    ['other bytes were proven', {sha256: 'another'}],
    ['another image proved them', {image: 'sha256:2'}],
  ] as const)
    it(`is read again where ${what}`, async () => {
      const {differences, asked} = await loaded(other, proof);
      assert.deepEqual(differences, ['db, shop: public.orders has other contents']);
      assert.deepEqual(asked, [`restore ${AS}`, `dump ${AS}`]);
    });
});
