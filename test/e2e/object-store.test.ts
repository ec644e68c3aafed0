import assert from 'node:assert/strict';
import process from 'node:process';
import {Readable} from 'node:stream';
import {policiesFor, type PolicyName} from '../../ts-helpers/src/backup/policy.ts';
import {type Bucket, createObjectStore, type ObjectStore} from '../../ts-helpers/src/outside/s3.ts';
import {objectStoreContract} from '../contract/objectStore.ts';
import {type Credentials, type Minio, startMinio} from './support/minio.ts';

const NOW = new Date();
const KEY = 'backups/shop/2026-11-27T033000Z.tar.zst';

describe('a bucket of a server that speaks S3', function () {
  this.timeout(60_000);
  let minio: Minio;
  const before = {...process.env};
  const {signal} = new AbortController();
  const open = (more: Partial<Bucket> = {}): ObjectStore =>
    createObjectStore({name: 'contract', endpoint: minio.endpoint, ...more}, signal);
  const as = (credentials: Credentials): void => {
    delete process.env['AWS_SESSION_TOKEN'];
    Object.assign(process.env, credentials);
  };
  this.beforeAll(async () => {
    minio = await startMinio();
    await minio.makeBucket('contract');
    await minio.makeBucket('backups');
    await minio.makeBucket('locked', {isLockable: true});
  });
  this.beforeEach(() => {
    as(minio.root);
  });
  this.afterAll(async () => {
    for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'])
      if (before[name] === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = before[name];
    await minio.stop();
  });

  describe('does what every bucket does', () => {
    objectStoreContract(() => ({store: open(), leaveUpload: key => minio.leaveUpload('contract', key)}));
  });

  it('says that there is none of that name', async () => {
    await assert.rejects(open({name: 'nowhere'}).list(''), {code: 'S3_BUCKET_UNKNOWN'});
    await assert.rejects(open({name: 'nowhere'}).create('a', 'b', {now: NOW}), {code: 'S3_BUCKET_UNKNOWN'});
  });

  it('says that it is in another region', async () => {
    await assert.rejects(open({region: 'ca-central-1'}).list(''), {code: 'S3_REGION_WRONG'});
  });

  it('says that it does not know the credentials', async () => {
    as({...minio.root, AWS_ACCESS_KEY_ID: 'nobody'});
    await assert.rejects(open().list(''), {code: 'S3_CREDENTIALS'});
  });

  it('tells what is locked, and until when', async () => {
    const lock = {mode: 'GOVERNANCE', days: 3} as const;
    const store = open({name: 'locked', lock});
    await store.create(KEY, 'data', {now: NOW});
    const {lockedUntil} = (await store.head(KEY)) ?? {};
    assert.equal(Math.round((lockedUntil!.getTime() - NOW.getTime()) / 86_400_000), 3);
    assert.deepEqual([await store.isLockable(), await open().isLockable()], [true, false]);
    await assert.rejects(open({lock}).create('x', 'data', {now: NOW}), {code: 'S3_LOCK_REFUSED'});
  });

  describe('with the policies that are printed', () => {
    const bucket = (): Bucket => ({name: 'backups', endpoint: minio.endpoint});
    const allowedAs = async (name: PolicyName): Promise<ObjectStore> => {
      as(await minio.allowed(policiesFor(bucket(), [])[name]));
      const store = open(bucket());
      // Credentials are read once.
      await store.readText('countable/fleet.json').catch(() => undefined);
      return store;
    };
    const order = {now: NOW, expectedBytes: 9, run: 'x'};
    const denied = {code: 'S3_DENIED'};

    it('lets a node write archives, and read, list and delete nothing', async () => {
      const store = await allowedAs('node');
      await store.createFrom(KEY, Readable.from([Buffer.alloc(20 * 1024 * 1024)]), order);
      await store.create(`${KEY}.manifest.json`, '{}', {now: NOW});
      await assert.rejects(store.createFrom(KEY, Readable.from([Buffer.from('x')]), order), {
        code: 'BACKUP_EXISTS',
      });
      await assert.rejects(store.readText(KEY), denied);
      await assert.rejects(store.list('backups/'), denied);
      await assert.rejects(store.remove(KEY), denied);
      await assert.rejects(store.create(`${KEY}.proven.json`, '{}', {now: NOW}), denied);
      await assert.rejects(store.replace('countable/fleet.json', '{}'), denied);
    });

    it('lets it end uploads of its own', async () => {
      await minio.leaveUpload('backups', `${KEY}.age`);
      const [upload] = await open(bucket()).unfinished(`${KEY}.age`);
      const store = await allowedAs('node');
      await store.abandon(upload!);
      as(minio.root);
      assert.deepEqual(await open(bucket()).unfinished(`${KEY}.age`), []);
    });

    it('lets the proof read archives and write evidence, and no more', async () => {
      const store = await allowedAs('proof');
      assert.deepEqual((await store.list('backups/')).length, 2);
      assert.equal(await store.readText(`${KEY}.manifest.json`), '{}');
      await store.create(`${KEY}.proven.json`, '{}', {now: NOW});
      await assert.rejects(store.create(`${KEY}.age`, 'x', {now: NOW}), denied);
      await assert.rejects(store.remove(KEY), denied);
      await assert.rejects(store.list('countable/'), denied);
    });

    it('lets the fleet check list, read, delete and remember, and write no archive', async () => {
      await minio.leaveUpload('backups', `${KEY}.age`);
      const store = await allowedAs('fleet');
      assert.equal((await store.list('backups/')).length, 3);
      const uploads = await store.unfinished(`${KEY}.age`);
      assert.equal(uploads.length, 1);
      for (const upload of uploads) await store.abandon(upload);
      assert.equal(await store.isLockable(), false);
      await store.head(KEY);
      await store.remove(KEY);
      await store.replace('countable/fleet.json', '{"format": 1}');
      assert.equal(await store.readText('countable/fleet.json'), '{"format": 1}');
      await assert.rejects(store.create(KEY, 'x', {now: NOW}), denied);
      const node = await allowedAs('node');
      assert.equal(await node.readText('countable/fleet.json'), '{"format": 1}');
    });
  });
});
