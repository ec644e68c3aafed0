import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {get, type GetNeeds} from '../../../ts-helpers/src/backups/get/get.ts';
import {gotText} from '../../../ts-helpers/src/backups/get/shown.ts';
import {createCompressing} from '../../../ts-helpers/src/outside/compressing.ts';
import {createEncrypting} from '../../../ts-helpers/src/outside/encrypting.ts';
import {createPipes} from '../../../ts-helpers/src/outside/pipe.ts';
import {createShell} from '../../../ts-helpers/src/outside/shell.ts';
import {createFakeObjectStore, type FakeObjectStore} from '../../fakes/objectStore.ts';
import {recordVoice, type RecordedVoice} from '../../fakes/voice.ts';
import {type Damage, DUMP, keepArchive, KEY} from '../support/keptArchive.ts';

describe('countable backups get', () => {
  let folder: string;
  let store: FakeObjectStore;
  let voice: RecordedVoice;
  let needs: GetNeeds;
  let elapsed: number;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'countable-get-'));
    store = createFakeObjectStore({name: 'kept'});
    voice = recordVoice();
    elapsed = 0;
    const {signal} = new AbortController();
    const pipes = createPipes(signal);
    needs = {
      pipes,
      compressing: createCompressing(pipes),
      encrypting: createEncrypting(createShell(signal), pipes),
      store,
      disks: {of: () => Promise.resolve({device: 1, free: 1e9, total: 1e9})},
      clock: {elapsed: () => elapsed},
      keyFile: undefined,
      voice,
    };
  });
  afterEach(() => {
    rmSync(folder, {recursive: true});
  });

  const keep = (damage?: Damage): Promise<void> => keepArchive(store, needs, damage);

  const got = (more: {at?: string; named?: string; project?: string} = {}) =>
    get({project: more.project ?? 'shop', part: undefined, at: more.at}, {folder, named: more.named}, needs);

  it('puts databases, users and volumes into a folder of its own, which only its owner can read', async () => {
    await keep();
    const result = await got();
    const own = path.join(folder, 'shop-2026-11-27T142652Z');
    assert.equal(
      gotText(result),
      [
        `${own}: ${KEY}, whole, and all as it was stored`,
        '  servers/db/roles.sql: users of db',
        '  servers/db/databases/shop.sql: shop of db, 2 rows',
        '  files/media/uploads: media, 2 files and folders, 9 B',
        '',
      ].join('\n'),
    );
    assert.equal(readFileSync(path.join(own, 'servers/db/databases/shop.sql'), 'utf8'), DUMP);
    assert.equal(readFileSync(path.join(own, 'files/media/uploads/a.txt'), 'utf8'), 'a picture');
    assert.equal(statSync(own).mode & 0o777, 0o700);
    assert.equal(statSync(path.join(own, 'servers/db/roles.sql')).mode & 0o777, 0o600);
    assert.deepEqual(readdirSync(folder), ['shop-2026-11-27T142652Z']);
  });

  it('goes into the folder that is named, and leaves one alone that is there', async () => {
    await keep();
    const named = path.join(folder, 'here');
    assert.equal((await got({at: '2026-11-27', named})).folder, named);
    await assert.rejects(got({named}), {code: 'FOLDER_TAKEN'});
    assert.ok(existsSync(path.join(named, 'servers/db/databases/shop.sql')));
  });

  const DAMAGES: Record<string, [Damage, RegExp]> = {
    'a row that is missing': [
      {dump: DUMP.replace('2\n', '')},
      /is not what was stored: db, shop: public\.orders has 1 row, and had 2\.$/,
    ],
    'a row that is another': [{dump: DUMP.replace('\n2\n', '\n3\n')}, /public\.orders has other contents\.$/],
    'a file that is another': [{files: {'a.txt': 'a pictura'}}, /media has other contents\.$/],
    'an end that is missing': [{cut: 200}, /cannot be read/],
  };
  for (const [what, [stored, says]] of Object.entries(DAMAGES))
    it(`leaves nothing of a backup with ${what}`, async () => {
      await keep(stored);
      await assert.rejects(got(), {code: 'BACKUP_BROKEN', message: says});
      assert.deepEqual(readdirSync(folder), []);
    });

  it('asks for the room beforehand', async () => {
    await keep();
    needs.disks = {of: () => Promise.resolve({device: 1, free: 10, total: 1e9})};
    await assert.rejects(got(), {code: 'DISK_LOW'});
    assert.deepEqual(readdirSync(folder), []);
    assert.ok(!store.asked.includes(`read ${KEY}`));
  });

  it('begins anew where one before it was killed', async () => {
    await keep();
    const coming = path.join(folder, 'shop-2026-11-27T142652Z.part', 'servers/db');
    mkdirSync(coming, {recursive: true});
    writeFileSync(path.join(coming, 'roles.sql'), 'half of');
    await got();
    assert.deepEqual(readdirSync(folder), ['shop-2026-11-27T142652Z']);
  });

  it('says how far it is', async () => {
    await keep();
    needs.clock = {elapsed: () => (elapsed += 20_000)};
    await got();
    assert.match(voice.lines().join('\n'), /^\d+ B of \d+ B$/m);
  });

  it('knows projects by their whole names', async () => {
    await keep();
    await assert.rejects(got({project: 'sho'}), {code: 'BACKUP_MISSING'});
  });
});
