import assert from 'node:assert/strict';
import {mkdtempSync, readdirSync, readFileSync, rmSync, statSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {getOlder, type OlderNeeds} from '../../../ts-helpers/src/backups/get/older.ts';
import {gotText} from '../../../ts-helpers/src/backups/get/shown.ts';
import {createCompressing} from '../../../ts-helpers/src/outside/compressing.ts';
import {createEncrypting} from '../../../ts-helpers/src/outside/encrypting.ts';
import {createPipes} from '../../../ts-helpers/src/outside/pipe.ts';
import {createShell} from '../../../ts-helpers/src/outside/shell.ts';
import {createUnpacking} from '../../../ts-helpers/src/outside/unpacking.ts';
import {chooseOlder} from '../../../ts-helpers/src/verify/olderChoice.ts';
import {createFakeObjectStore, type FakeObjectStore} from '../../fakes/objectStore.ts';
import {recordVoice} from '../../fakes/voice.ts';
import {packedBy, PG_DUMP, tarOf} from '../dumps/support/packed.ts';

const KEY = 'left/shop/201904/shop.20190412-010203.sql.sql.zst';

describe('countable backups get, of what an older script left', () => {
  let folder: string;
  let store: FakeObjectStore;
  let needs: OlderNeeds;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'countable-get-'));
    store = createFakeObjectStore({name: 'kept'});
    const {signal} = new AbortController();
    const pipes = createPipes(signal);
    const compressing = createCompressing(pipes);
    needs = {
      pipes,
      unpacking: createUnpacking(pipes, compressing),
      encrypting: createEncrypting(createShell(signal), pipes),
      keyFile: undefined,
      clock: {elapsed: () => 0},
      voice: recordVoice(),
    };
  });
  afterEach(() => {
    rmSync(folder, {recursive: true});
  });

  const got = async (body: Buffer, at: string | undefined = '2019-04') => {
    store.put(KEY, body, new Date('2019-04-12T05:02:03Z'));
    const chosen = await chooseOlder(
      {project: 'shop', part: undefined, at},
      {store, older: [{store, prefix: 'left/'}]},
    );
    assert.ok(chosen, 'it is listed');
    return getOlder(chosen, {folder, named: undefined}, needs);
  };

  it('unpacks the dump in it, and says that nothing tells what it held', async () => {
    const own = path.join(folder, 'shop-2019-04-12T050203Z');
    assert.equal(
      gotText(await got(packedBy('zstd', PG_DUMP))),
      [
        `${own}: ${KEY}, read to its end; an older script recorded nothing to compare it with`,
        `  shop.sql: zstd, plain SQL of PostgreSQL, ${PG_DUMP.length} B`,
        '',
      ].join('\n'),
    );
    assert.equal(readFileSync(path.join(own, 'shop.sql'), 'utf8'), PG_DUMP);
    assert.equal(statSync(path.join(own, 'shop.sql')).mode & 0o777, 0o600);
  });

  it('unpacks each dump of a tar into a file of its own, and folders of files into folders', async () => {
    const two = await got(await tarOf({'a.sql': PG_DUMP, 'cat.jpg': 'miaow', 'b.sql': PG_DUMP}));
    assert.deepEqual(readdirSync(two.folder), ['shop-2.sql', 'shop.sql']);
    rmSync(two.folder, {recursive: true});
    const bson = Buffer.from([5, 0, 0, 0, 0]);
    const folders = await got(await tarOf({'dump/shop/orders.bson': bson}));
    assert.deepEqual(readdirSync(path.join(folders.folder, 'shop/dump/shop')), ['orders.bson']);
  });

  it('leaves nothing of one that is cut off, empty, or no dump, and says where it lies', async () => {
    const cut = PG_DUMP.slice(0, PG_DUMP.indexOf('-- PostgreSQL database dump complete'));
    const broken = {
      DUMP_BROKEN: packedBy('gzip', cut),
      DUMP_EMPTY: packedBy('zstd', ''),
      DUMP_UNKNOWN: Buffer.from('<html>502 Bad Gateway</html>'),
    };
    for (const [code, body] of Object.entries(broken))
      await assert.rejects(got(body), {code, where: `s3://kept/${KEY}`});
    assert.deepEqual(readdirSync(folder), []);
  });
});
