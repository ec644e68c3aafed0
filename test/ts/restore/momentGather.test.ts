import assert from 'node:assert/strict';
import {PassThrough, Readable} from 'node:stream';
import type {Manifest} from '../../../ts-helpers/src/archive/manifest.ts';
import type {Pipes} from '../../../ts-helpers/src/outside/pipe.ts';
import {gatherMoment, type MomentGatherNeeds} from '../../../ts-helpers/src/restore/gather/moment.ts';
import type {MomentOf} from '../../../ts-helpers/src/verify/moment.ts';
import {createFakeObjectStore} from '../../fakes/objectStore.ts';
import {restoreFacts} from './facts.ts';

const NOW = new Date('2026-11-27T12:00:00Z');
const at = (time: string): Date => new Date(`2026-11-27T${time}Z`);
const INFO = [
  {
    name: 'db',
    db: [{id: 1, version: '15'}],
    backup: [
      {
        ...{label: 'A', type: 'full', archive: {start: '0000000100000001000000FF'}, database: {id: 1}},
        ...{info: {size: 5000}, timestamp: {stop: at('03:31:00').getTime() / 1000}},
      },
    ],
  },
];
const DF = [
  'Filesystem 1024-blocks Used Available Capacity Mounted on',
  'overlay 1000 400 600 40% /',
  '/dev/vda1 1000 400 600 40% /var/lib/postgresql/data',
].join('\n');

const archiveWith = (pitr: Manifest['pitr']): MomentOf => {
  const {manifest} = restoreFacts();
  const key = 'backups/shop/2026-11-27T033000Z.tar.zst';
  const archive = {
    ...{key, project: 'shop', size: 1, at: at('03:30:00'), modifiedAt: at('03:31:00')},
    ...{verdict: 'proven' as const, isEncrypted: false, beside: {}, past: []},
  };
  return {archive, manifest: {...manifest, ...(pitr && {pitr})}};
};
const DB = [{service: 'db', stanza: 'db'}];

describe('what is asked for a restore to a moment', () => {
  const gathering = ({encrypted = false, df = DF} = {}) => {
    const store = createFakeObjectStore({name: 'backups', endpoint: 'https://s3.example.org'});
    const wal = 'pitr/shop/archive/db/15-1/';
    const stored: [string, string][] = [
      ['0000000100000000/0000000100000000000000FE', '03:00:00'],
      ['0000000100000001/0000000100000001000000FF', '03:31:00'],
      ['0000000100000002/000000010000000200000000', '10:00:00'],
    ];
    for (const [name, time] of stored) store.put(`${wal}${name}-${'a1'.repeat(20)}.zst`, 9, at(time));
    if (encrypted) store.put('pitr/shop/db.passphrase.age', 9, at('03:31:00'));
    const removed: string[] = [];
    const asked: string[] = [];
    const pipes: Pipes = {
      pipe(_, args) {
        const words = args.join(' ');
        asked.push(words);
        const answers = {'pgbackrest info': JSON.stringify(INFO), 'df -Pk': df, 'id -u postgres': '999\n'};
        const [, answer = ''] = Object.entries(answers).find(([key]) => words.includes(key)) ?? [];
        const ended = Promise.resolve('');
        return {
          input: new PassThrough().resume(),
          output: Readable.from([Buffer.from(answer)]),
          ended,
          stop: () => undefined,
        };
      },
    };
    const needs: MomentGatherNeeds = {
      store,
      pipes,
      keyFile: undefined,
      encrypting: {encrypt: () => assert.fail(), decrypt: () => assert.fail()},
      readAccess: () =>
        Promise.resolve({region: 'r', credentials: {keyId: 'k', secret: 's'}, isPassing: false}),
      certificates: () => Promise.resolve(undefined),
      docker: {
        imageIds: names => Promise.resolve(new Map(names.map(name => [name, name]))),
        buildOn: () => assert.fail('its image is here'),
        runTools: ({label}) => Promise.resolve(label),
        remove(container) {
          removed.push(container);
          return Promise.resolve();
        },
      },
    };
    return {needs, removed, store};
  };
  const wanted = (time: string, only?: string) => ({
    ...{project: 'shop', composeProject: 'shop-prod', moment: at(time), only, now: NOW},
  });
  const servers = restoreFacts().servers;

  it('is what pgBackRest has, in a container that goes again, and WAL from the base on', async () => {
    const {needs, removed, store} = gathering();
    const source = await gatherMoment(wanted('09:00:00'), {...archiveWith(DB), servers}, needs);
    const [db] = source.kept;
    assert.deepEqual([db?.base.label, db?.latest, db?.imageId], ['A', at('10:00:00'), 'sha256:1']);
    assert.deepEqual(db?.engine, {free: 600 * 1024, isShared: true});
    assert.deepEqual(removed, ['ca.countable.restore=shop-prod']);
    assert.deepEqual(source.archive.has, ['db', 'media']);
    assert.ok(!store.asked.some(one => one.includes('0000000100000000/')), 'logs from before are not listed');
  });

  it('tells where what the server has lies elsewhere, or nothing tells', async () => {
    const engine = async (df: string) =>
      (await gatherMoment(wanted('09:00:00'), {...archiveWith(DB), servers}, gathering({df}).needs)).kept[0]
        ?.engine;
    const elsewhere = DF.replace('/dev/vda1 1000 400 600', '/dev/vdb1 9000 400 8600');
    assert.deepEqual(await engine(elsewhere), {free: 600 * 1024, isShared: false});
    assert.equal(await engine('df: not found'), undefined);
  });

  it('is nothing where no moment was kept, or none of that service: the archive before it is named', async () => {
    for (const [pitr, only, whose] of [
      [undefined, undefined, 'shop'],
      [DB, 'cache', 'cache of shop'],
    ] as const)
      await assert.rejects(
        gatherMoment(
          wanted('09:00:00', only),
          {...archiveWith(pitr && [...pitr]), servers},
          gathering().needs,
        ),
        {
          code: 'BACKUP_MISSING',
          message: `There is no backup of 2026-11-27T09:00:00.000Z, and moments of ${whose} were not kept then.`,
          remedy: /--at 2026-11-27T033000Z\.tar\.zst/,
        },
      );
  });

  it('is refused after the last WAL, without the key, and where the server is not there', async () => {
    const gather = (time: string, options: Parameters<typeof gathering>[0], here = servers) =>
      gatherMoment(wanted(time), {...archiveWith(DB), servers: here}, gathering(options).needs);
    await assert.rejects(gather('11:00:00', {}), {code: 'BACKUP_MISSING', message: /to 2026-11-27T10:00:00/});
    await assert.rejects(gather('09:00:00', {encrypted: true}), {code: 'BACKUP_KEY_MISSING'});
    await assert.rejects(gather('09:00:00', {}, []), {code: 'RESTORE_NOWHERE'});
  });
});
