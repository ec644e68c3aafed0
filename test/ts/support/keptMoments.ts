import assert from 'node:assert/strict';
import {PassThrough, Readable} from 'node:stream';
import type {Pipes} from '../../../ts-helpers/src/outside/pipe.ts';
import {createFakeObjectStore} from '../../fakes/objectStore.ts';

export const NOW = new Date('2026-11-27T12:00:00Z');
export const at = (time: string): Date => new Date(`2026-11-27T${time}Z`);
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
export const DF = [
  'Filesystem 1024-blocks Used Available Capacity Mounted on',
  'overlay 1000 400 600 40% /',
  '/dev/vda1 1000 400 600 40% /var/lib/postgresql/data',
].join('\n');

/** What is asked of a server's moments, one base and WAL until 10:00, without pgBackRest. */
export const gathering = ({encrypted = false, df = DF} = {}) => {
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
  const needs = {
    store,
    pipes,
    keyFile: undefined,
    encrypting: {encrypt: () => assert.fail(), decrypt: () => assert.fail()},
    readAccess: () =>
      Promise.resolve({region: 'r', credentials: {keyId: 'k', secret: 's'}, isPassing: false}),
    certificates: () => Promise.resolve(undefined),
    docker: {
      imageIds: (names: readonly string[]) => Promise.resolve(new Map(names.map(name => [name, name]))),
      buildOn: () => assert.fail('its image is here'),
      runTools: ({label}: {label: string}) => Promise.resolve(label),
      remove(container: string) {
        removed.push(container);
        return Promise.resolve();
      },
    },
  };
  return {needs, removed, store, asked};
};
