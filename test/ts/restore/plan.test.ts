import assert from 'node:assert/strict';
import type {Manifest} from '../../../ts-helpers/src/archive/manifest.ts';
import {UserError} from '../../../ts-helpers/src/errors/userError.ts';
import {planRestore, planUndo, type RestoreFacts} from '../../../ts-helpers/src/restore/plan.ts';
import {isLoading, nameBeside} from '../../../ts-helpers/src/restore/plan/names.ts';

const NOW = new Date('2026-11-27T18:30:12Z');
const STAMP = '20261127t183012z';

const database = (
  name: string,
  tables: Manifest['servers'][number]['databases'][number]['tables'] = {t: {rows: 1, bytes: 9}},
) => ({
  name,
  member: `servers/db/databases/${name}`,
  bytes: 1000,
  tables,
});

const manifest = (more: Partial<Manifest> = {}): Manifest => ({
  format: 1,
  project: 'shop',
  environment: 'prod',
  at: '2026-11-27T03:30:00Z',
  completedAt: '2026-11-27T03:31:00Z',
  compression: 'zst',
  recipients: [],
  commit: null,
  by: 'a test',
  servers: [
    {
      kind: 'postgres',
      version: '15.4',
      service: 'db',
      image: 'postgres:15',
      imageId: 'sha256:1',
      owner: 'shop',
      databases: [database('postgres', {}), database('shop')],
    },
  ],
  files: [
    {
      source: 'media',
      type: 'volume',
      services: ['web'],
      target: '/srv/media',
      member: 'files/media',
      size: 9,
      entries: 1,
      bytes: 1,
    },
  ],
  leftOut: [],
  ...more,
});

const container = (service: string) => ({
  id: `id-of-${service}`,
  name: `shop-prod-${service}-1`,
  service,
  project: 'shop-prod',
  state: 'running',
  exitCode: 0,
  outOfMemory: false,
  restarts: 0,
  startError: '',
  restartPolicy: 'always',
  startedAt: NOW,
  image: 'x',
  imageId: 'sha256:1',
  labels: {},
});

const facts = (more: Partial<RestoreFacts> = {}): RestoreFacts => ({
  project: 'shop',
  environment: 'prod',
  composeProject: 'shop-prod',
  source: {bucket: 'backups', key: 'backups/shop/k', size: 500, at: NOW, verdict: 'proven'},
  manifest: manifest(),
  only: undefined,
  servers: [
    {
      kind: 'postgres',
      title: 'PostgreSQL',
      service: 'db',
      container: {id: 'id-of-db', image: 'postgres:15', imageId: 'sha256:1'},
      version: '15.4',
      databases: [
        {name: 'postgres', bytes: 1},
        {name: 'shop', bytes: 5000},
      ],
      closed: [],
      free: 1_000_000,
    },
  ],
  files: [
    {
      type: 'volume',
      name: 'media',
      services: ['web'],
      source: 'shop-prod_media',
      image: 'sha256:1',
      target: '/srv/media',
      path: '/volumes/shop-prod_media/_data',
    },
  ],
  model: {
    name: 'shop-prod',
    services: {
      db: {image: 'postgres:15'},
      web: {depends_on: {db: {condition: 'service_started'}}},
      worker: {environment: {DATABASE_URL: 'postgres://shop:x@db:5432/shop'}},
      mailer: {environment: {HOST: 'dbmail'}},
    },
  },
  containers: ['db', 'web', 'worker', 'mailer'].map(container),
  now: NOW,
  ...more,
});

const refused = (more: Partial<RestoreFacts>, code: string, words: RegExp): void => {
  assert.throws(
    () => planRestore(facts(more)),
    (error: unknown) => error instanceof UserError && error.code === code && words.test(error.message),
  );
};

describe('the plan of a restore', () => {
  it('lets what is loaded take the place of what is used, which stays, and stops who uses it', () => {
    const {servers, folders, stops, steps, leftAlone} = planRestore(facts());
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

  it('takes one service alone', () => {
    assert.deepEqual(planRestore(facts({only: 'db'})).folders, []);
    const {servers, folders, leftAlone} = planRestore(facts({only: 'web'}));
    assert.deepEqual([servers.length, folders.length], [0, 1]);
    assert.deepEqual(leftAlone, [{what: 'db', why: '--service names another'}]);
  });

  it('makes a database that is not there', () => {
    const [server] = facts().servers;
    const {servers, steps} = planRestore(facts({servers: [{...server!, databases: []}]}));
    assert.deepEqual(
      servers[0]?.renames.map(({after}) => after),
      ['postgres', 'shop'],
    );
    assert.match(steps.map(({does}) => does).join(), /shop, which is not there yet/);
  });

  it('warns of what nobody has proven, and of another version', () => {
    const [server] = facts().servers;
    const {warnings} = planRestore(
      facts({servers: [{...server!, version: '14.9'}], source: {...facts().source, verdict: 'failed'}}),
    );
    assert.match(warnings.join('\n'), /is of version 15.4, and 14.9 runs here/);
    assert.match(warnings.join('\n'), /This backup is failed/);
  });

  it('is refused where something has no place, or no room', () => {
    const [server] = facts().servers;
    refused({servers: []}, 'RESTORE_NOWHERE', /has no postgres called db/);
    refused({files: []}, 'RESTORE_NOWHERE', /has no media/);
    refused({only: 'nobody'}, 'RESTORE_NOWHERE', /Nothing of backups\/shop\/k has a place/);
    refused({files: [{...facts().files[0]!, path: undefined}]}, 'NO_RESTORE_FOR', /media/);
    refused({servers: [{...server!, free: 4_999}]}, 'DISK_LOW', /5.0 kB beside what is there/);
    refused({servers: [{...server!, container: undefined}]}, 'BACKUP_NOTHING_RUNS', /does not run/);
  });

  it('is undone by giving what was used its place again, and what is used now another name', () => {
    const later = new Date('2026-11-28T09:00:00Z');
    const {servers, folders, steps} = planUndo(planRestore(facts()), {...facts(), now: later});
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
