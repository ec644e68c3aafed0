import assert from 'node:assert/strict';
import type {ComposeModel} from '../../../ts-helpers/src/compose/model.ts';
import {besideKey} from '../../../ts-helpers/src/archive/key.ts';
import {gatherRestore, type RestoreRequest} from '../../../ts-helpers/src/restore/gather.ts';
import {planOnly, type RestoreNeeds} from '../../../ts-helpers/src/restore/restore.ts';
import {backing} from '../backup/support/backing.ts';
import {container, facts as backupFacts} from '../backup/support/facts.ts';
import {nightsAgo, NOW} from '../archive/kept.ts';
import {keepBackup, keyAt, NIGHT} from '../verify/support/proving.ts';
import {dumpOf, failed, fakePostgres} from '../verify/support/postgres.ts';
import {createFakeObjectStore} from '../../fakes/objectStore.ts';

const model: ComposeModel = {
  name: 'shop-prod',
  services: {
    db: {
      image: 'postgres:15',
      volumes: [{type: 'volume', source: 'data', target: '/var/lib/postgresql/data'}],
    },
    web: {image: 'web', volumes: [{type: 'volume', source: 'media', target: '/media'}]},
  },
  volumes: {data: {name: 'shop-prod_data'}, media: {name: 'shop-prod_media'}},
};
const restoring = async () => {
  const {needs: backup, request: project} = backing();
  const settings = {backup: backupFacts({services: {}}).settings, databases: []};
  const store = createFakeObjectStore({name: 'backups'}, () => NOW);
  const server = fakePostgres();
  server.held.set('shop', dumpOf('shop', [1]));
  const needs = {
    ...backup,
    ...{
      store,
      older: [],
      givenFiles: {look: async () => undefined},
      pipes: server,
      keyFile: undefined,
      tools: {withTools: async (servers: readonly unknown[]) => [...servers]},
      clock: {now: () => NOW},
    },
    docker: {
      containers: async () => [container('db', {image: 'postgres:15'}), container('web')],
      existing: async () => [{name: 'shop-prod_data'}, {name: 'shop-prod_media'}],
      volumeFolder: async (name: string) => `/volumes/${name}/_data`,
    },
    compose: {config: async () => ({model, unset: []})},
  } as unknown as RestoreNeeds;
  const request: RestoreRequest = {
    project: {
      ...project.project,
      settings: {...project.project.settings, ...settings},
    } as RestoreRequest['project'],
    ...{environment: 'prod', at: undefined, only: undefined, folder: '/'},
    ...{who: 'ada', isUndo: false},
  };
  const prove = async (night: number): Promise<string> => {
    const key = await keepBackup(store, nightsAgo(night));
    store.put(`${key}.proven.json`, '{}', nightsAgo(night));
    return key;
  };
  await prove(0);
  return {store, server, needs, request, prove};
};

describe('what a restore is planned with', () => {
  it('is the newest proven backup, what runs here, and how much room there is', async () => {
    const {store, server, needs, request, prove} = await restoring();
    await prove(1);
    await keepBackup(store, new Date(NOW.getTime() - 60_000));
    server.free = 'Filesystem 1024-blocks Used Available Capacity Mounted\n/dev/x 9 1 7 20% /\n';
    const facts = await gatherRestore(request, needs);
    assert.deepEqual(
      [facts.source.key, 'verdict' in facts.source && facts.source.verdict],
      [NIGHT, 'proven'],
    );
    assert.deepEqual(
      facts.servers.map(({service, databases, free}) => [service, databases.map(({name}) => name), free]),
      [['db', ['shop'], 7 * 1024]],
    );
    assert.deepEqual(
      facts.files.map(({name, path}) => [name, path]),
      [['media', '/volumes/shop-prod_media/_data']],
    );
  });

  it('is not how much room there is where the image has no df', async () => {
    const {server, needs, request} = await restoring();
    for (const free of ['df: no such', failed('sh: df: not found', 127)]) {
      server.free = free;
      assert.equal((await gatherRestore(request, needs)).servers[0]?.free, undefined);
    }
  });

  it('is the backup that is named, whatever its verdict; `latest` is the newest proven one', async () => {
    const {store, needs, request, prove} = await restoring();
    const other = await prove(3);
    const unproven = await keepBackup(store, new Date(NOW.getTime() - 60_000));
    const keyFor = async (at: string) => (await gatherRestore({...request, at}, needs)).source.key;
    assert.equal(await keyFor('2026-11-24'), other);
    assert.equal(await keyFor(unproven), unproven);
    assert.equal(await keyFor('latest'), NIGHT);
  });

  it('is none where no backup is proven, or there is none at all', async () => {
    const {store, needs, request} = await restoring();
    store.objects.delete(`${NIGHT}.proven.json`);
    await assert.rejects(gatherRestore(request, needs), (error: Error & {code?: string; remedy?: string}) => {
      assert.equal(error.code, 'BACKUP_MISSING');
      assert.match(error.message, /^No backup of shop in s3:\/\/backups\/backups\/shop\/ is proven\.$/);
      assert.match(error.remedy!, /countable verify shop.* --at 2026-11-27T033000Z\.tar\.zst$/);
      return true;
    });
    store.objects.clear();
    await assert.rejects(gatherRestore(request, needs), {
      code: 'BACKUP_MISSING',
      message: 'There is no backup of shop in s3://backups/backups/shop/.',
    });
  });

  it('is nothing where what names it is no time and no name', async () => {
    const {store, needs, request} = await restoring();
    for (const at of ['yesterday', '2026-13-40', 'latst'])
      await assert.rejects(
        gatherRestore({...request, at}, needs),
        (error: Error & {code?: string; remedy?: string}) => {
          assert.equal(error.code, 'BAD_ARGUMENT');
          assert.equal(error.message, `"${at}" is no time, and no name of a backup.`);
          assert.match(
            error.remedy!,
            /2026-11-27T14:26:52Z.*, its name as countable backups lists it, or latest\.$/,
          );
          return true;
        },
      );
    assert.deepEqual(store.asked, []);
  });

  it('needs the key of one that is encrypted, before anything is loaded', async () => {
    const {store, needs, request} = await restoring();
    store.put(`${keyAt(nightsAgo(9))}.age`, 'age', nightsAgo(9));
    await assert.rejects(gatherRestore({...request, at: '2026-11-18'}, needs), {code: 'BACKUP_KEY_MISSING'});
  });
});

describe('a restore of a backup whose manifest is damaged', () => {
  for (const [text, code, message] of [
    [
      '<html>',
      'BACKUP_BROKEN',
      /2026-11-27T033000Z\.tar\.zst: its manifest, .* it is a page of HTML or XML\.$/,
    ],
    ['{"format": 1, "pro', 'BACKUP_BROKEN', /it is cut off, or damaged\.$/],
    ['{"format": 7}', 'BACKUP_NEWER', /^Its manifest is of format 7, and this version knows format 1\.$/],
    [undefined, 'BACKUP_BROKEN', /nothing beside it tells what it holds\.$/],
  ] as const)
    it(`is refused while it is planned: ${text ?? 'gone'}`, async () => {
      const {store, needs, request} = await restoring();
      if (text === undefined) store.objects.delete(besideKey(NIGHT, 'manifest'));
      else store.put(besideKey(NIGHT, 'manifest'), text, NOW);
      await assert.rejects(planOnly(request, needs), (error: Error & {code?: string}) => {
        assert.equal(error.code, code);
        assert.match(error.message, message);
        return true;
      });
    });
});

describe('a restore of a backup that is named after a time to come', () => {
  const AHEAD = 'backups/shop/2031-01-01T000000Z.tar.zst';
  const rename = async () => {
    const one = await restoring();
    const old = await one.prove(5);
    for (const [key, object] of [...one.store.objects])
      if (key.startsWith(old)) one.store.put(key.replace(old, AHEAD), object.body, object.modifiedAt);
    return one;
  };

  it('is not chosen as the newest', async () => {
    const {needs, request} = await rename();
    assert.equal((await gatherRestore(request, needs)).source.key, NIGHT);
  });

  it('is warned of where it is named', async () => {
    const {needs, request} = await rename();
    const plan = await planOnly({...request, at: '2031'}, needs);
    assert.ok('warnings' in plan);
    assert.match(
      plan.warnings.join(),
      /named after a time that cannot be right: S3 has it since 2026-11-22T03:30/,
    );
  });
});
