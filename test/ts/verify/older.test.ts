import assert from 'node:assert/strict';
import type {ComposeModel, Container} from '../../../ts-helpers/src/compose/model.ts';
import {UserError} from '../../../ts-helpers/src/errors/userError.ts';
import {chooseOlder} from '../../../ts-helpers/src/verify/olderChoice.ts';
import {type OlderFacts, planOlder} from '../../../ts-helpers/src/verify/plan/older.ts';
import {olderPlan} from '../../../ts-helpers/src/verify/shown.ts';
import {createFakeObjectStore, type FakeObjectStore} from '../../fakes/objectStore.ts';

const FACTS = {
  project: 'shop',
  bucket: 'old',
  key: 'left/shop.20261101-010203.sql.lrz',
  size: 13,
  layout: 'pg-backup-s3',
  isForWantOfOurs: true,
  image: undefined,
};

const planned = (services: ComposeModel['services'], containers: Partial<Container>[] = []) =>
  planOlder({
    ...FACTS,
    deployed: {model: {name: 'shop-prod', services}, containers: containers as Container[]},
  });

const refusal = (facts: Partial<OlderFacts>): UserError => {
  try {
    planOlder({...FACTS, deployed: undefined, ...facts});
  } catch (error) {
    assert.ok(error instanceof UserError);
    assert.equal(error.code, 'PROOF_IMPOSSIBLE');
    return error;
  }
  assert.fail('it is planned');
};

describe('the server that an older archive goes into', () => {
  it('is that of the one service of its kind, by the image that runs', () => {
    const {into, not, steps} = planned(
      {db: {image: 'postgres:15'}, store: {image: 'mongo:6'}, web: {image: 'web'}},
      [{service: 'db', imageId: 'sha256:db', image: 'postgres:15', state: 'running'}],
    );
    assert.deepEqual(into, {
      postgres: {service: 'db', image: 'postgres:15', imageId: 'sha256:db'},
      mongo: {service: 'store', image: 'mongo:6', imageId: ''},
    });
    assert.deepEqual(not, {mysql: 'its compose files have no service for it'});
    assert.deepEqual(
      steps.map(({id}) => id),
      ['prove', 'record'],
    );
  });

  it('is that of any of several that have the same image, and else has to be named', () => {
    const {into} = planned({db: {image: 'postgres:15'}, other: {image: 'postgres:15'}});
    assert.equal(into.postgres?.service, 'db');
    const services = {db: {image: 'postgres:15'}, gis: {image: 'postgis/postgis:15-3.3'}};
    const error = refusal({deployed: {model: {name: 'shop-prod', services}, containers: []}});
    assert.match(error.message, /several for it, db \(postgres:15\) and gis \(postgis\/postgis:15-3\.3\)\.$/);
    assert.match(error.remedy, /countable verify shop --image postgres:15$/);
  });

  it('is of no client that has its image', () => {
    const backup = {service: 'backup', image: 'postgres:15', state: 'running', command: ['pg_dump', 'x']};
    const error = refusal({
      deployed: {
        model: {name: 'shop-prod', services: {backup: {image: 'postgres:15'}}},
        containers: [backup as unknown as Container],
      },
    });
    assert.match(error.message, /no service for it/);
  });

  it('is of the image that is named, for what that can be', () => {
    const {into, not} = planOlder({...FACTS, deployed: undefined, image: 'mariadb:10.11'});
    assert.deepEqual(into, {mysql: {service: 'mysql', image: 'mariadb:10.11', imageId: ''}});
    assert.deepEqual(not, {
      postgres: 'mariadb:10.11 is no server for it',
      mongo: 'mariadb:10.11 is no server for it',
    });
    const own = planOlder({...FACTS, deployed: undefined, image: 'registry.example.org/ours:1'});
    assert.deepEqual(Object.keys(own.into), ['postgres', 'mysql', 'mongo']);
  });

  it('is none where nothing of the project is here', () => {
    assert.match(refusal({}).message, /not checked out or deployed here/);
  });

  it('is told by the plan, with what there is none for', () => {
    assert.equal(
      olderPlan(planned({db: {image: 'postgres:15'}})),
      [
        's3://old/left/shop.20261101-010203.sql.lrz',
        '   an older script left it (pg-backup-s3); nothing was recorded to compare it with',
        '   PostgreSQL: into an empty server of postgres:15, as db',
        '   MySQL or MariaDB: its compose files have no service for it',
        '   MongoDB: its compose files have no service for it',
        '1. See what left/shop.20261101-010203.sql.lrz is, restore it into a throw-away server (postgres:15), and count what it holds',
        '2. Store what came of it beside it',
        '',
      ].join('\n'),
    );
  });
});

describe('the older archive that is meant', () => {
  let store: FakeObjectStore;
  let other: FakeObjectStore;
  const at = (day: number) => new Date(Date.UTC(2026, 9, day, 4));
  beforeEach(() => {
    store = createFakeObjectStore({name: 'ours'});
    other = createFakeObjectStore({name: 'old'});
    for (const day of [1, 2, 3])
      other.put(`left/shop/202610/shop.2026100${day}-010000.sql.lrz`, 'x', at(day));
    other.put('left/shop-stage/202610/shop-stage.20261009-010000.sql.lrz', 'x', at(9));
  });

  const chosen = async (wanted: {at?: string; part?: string; project?: string} = {}) => {
    const needs = {store, older: [{store: other, prefix: 'left/'}]};
    const found = await chooseOlder({project: 'shop', part: undefined, at: undefined, ...wanted}, needs);
    return found && `${found.store.bucket.name} ${found.archive.key}`;
  };
  const key = (day: number) => `left/shop/202610/shop.2026100${day}-010000.sql.lrz`;

  it('is the newest of the project, and of no other, where there is none of ours', async () => {
    assert.equal(await chosen(), `old ${key(3)}`);
    assert.equal(await chosen({project: 'sho'}), undefined);
    assert.equal(await chosen({part: 'stage'}), undefined);
    store.put('backups/shop/2026-11-27T033000Z.tar.zst', 'x', at(1));
    assert.equal(await chosen(), undefined);
  });

  it('is the one of a key or a day, also where there are ours', async () => {
    store.put('backups/shop/2026-11-27T033000Z.tar.zst', 'x', at(1));
    for (const word of [key(2), 'shop.20261002-010000.sql.lrz', '2026-10-02', '20261002', '2026-10-02T04'])
      assert.equal(await chosen({at: word}), `old ${key(2)}`, word);
    assert.equal(await chosen({at: '2026-11-27'}), undefined);
    assert.equal(await chosen({at: '2026-10-09'}), undefined);
  });
});
