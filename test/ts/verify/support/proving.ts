import {Readable} from 'node:stream';
import {buffer} from 'node:stream/consumers';
import type {ServerManifest, Manifest} from '../../../../ts-helpers/src/archive/manifest.ts';
import {MANIFEST} from '../../../../ts-helpers/src/archive/manifest.ts';
import {besideKey, keyOf} from '../../../../ts-helpers/src/archive/key.ts';
import {databaseMember, rolesMember} from '../../../../ts-helpers/src/archive/members.ts';
import {createPostgresReader} from '../../../../ts-helpers/src/engines/postgres/reader.ts';
import {createArchiveWriter} from '../../../../ts-helpers/src/outside/archiveFile.ts';
import {createCompressing} from '../../../../ts-helpers/src/outside/compressing.ts';
import type {VerifyNeeds, VerifyRequest} from '../../../../ts-helpers/src/verify/verify.ts';
import {createFakeClock} from '../../../fakes/clock.ts';
import {createFakeLocks} from '../../../fakes/locks.ts';
import {createFakeObjectStore, type FakeObjectStore} from '../../../fakes/objectStore.ts';
import {recordVoice} from '../../../fakes/voice.ts';
import {nightsAgo, NOW} from '../../archive/kept.ts';
import {dumpOf, fakePostgres} from './postgres.ts';

export const keyAt = (at: Date): string =>
  keyOf({project: 'shop', at, compression: 'zst', isEncrypted: false});

export const NIGHT = keyAt(nightsAgo(0));

const readingOf = (dump: string) => {
  const reader = createPostgresReader();
  reader.hear(Buffer.from(dump));
  const {bytes, schema, tables} = reader.end();
  return {bytes, schema, tables};
};

/** A server with a database for each of these. */
export const serverOf = (databases: Readonly<Record<string, readonly number[]>>): ServerManifest => ({
  ...{kind: 'postgres', version: '15.5', service: 'db', image: 'postgres:15', imageId: 'sha256:db'},
  owner: 'shop',
  roles: {member: rolesMember('db'), names: ['shop'], bytes: 9},
  databases: Object.entries(databases).map(([name, rows]) => ({
    ...{name, member: databaseMember('db', name)},
    ...readingOf(dumpOf(name, rows)),
  })),
});

export const manifestOf = (at: Date, more: Partial<Manifest> = {}): Manifest => ({
  ...{format: 1, project: 'shop', environment: 'prod', compression: 'zst', commit: null, by: 'ada'},
  ...{at: at.toISOString(), completedAt: at.toISOString(), recipients: [], servers: [], files: []},
  leftOut: [],
  ...more,
});

/** A backup as it is stored: its dumps, and the manifest in and beside it. */
export const keepBackup = async (
  store: FakeObjectStore,
  at: Date,
  databases: Readonly<Record<string, readonly number[]>> = {shop: [1, 2, 3]},
): Promise<string> => {
  const server = serverOf(databases);
  const manifest = manifestOf(at, {servers: [server]});
  const writer = createArchiveWriter(at);
  const compressing = createCompressing({
    pipe() {
      throw new Error('no program is run for zstd');
    },
  });
  const archive = buffer(compressing.compress(writer.output, 'zst'));
  await writer.addPieces(rolesMember('db'), Readable.from([Buffer.from('CREATE ROLE shop;\n')]));
  for (const [name, rows] of Object.entries(databases))
    await writer.addPieces(databaseMember('db', name), Readable.from([Buffer.from(dumpOf(name, rows))]));
  await writer.addText(MANIFEST, JSON.stringify(manifest));
  writer.finish();
  const key = keyAt(at);
  store.put(besideKey(key, 'manifest'), JSON.stringify(manifest), at);
  store.put(key, await archive, at);
  return key;
};

/** A proof on a machine of fakes: the archive is a real one, the server one that keeps what it is given. */
export const proving = () => {
  const store = createFakeObjectStore({name: 'backups'}, () => NOW);
  const server = fakePostgres();
  const voice = recordVoice();
  const clock = createFakeClock(NOW);
  const locks = createFakeLocks();
  const containers = new Set<string>();
  const machine = {state: 'running', logs: [] as string[], images: new Map([['sha256:db', 'sha256:db']])};
  const docker = {
    async runThrowAway({name}: {name: string}) {
      containers.add(name);
      return name;
    },
    async removeAbandoned() {},
    async removeThrowAway() {
      containers.clear();
    },
    imageIds: async () => machine.images,
    inspect: async () => (machine.state === 'gone' ? [] : [{state: machine.state, exitCode: 1}]),
    logs: async () => machine.logs,
  };
  const needs = {
    ...{store, voice, clock, locks, docker, pipes: server, compressing: createCompressing(server)},
    ...{older: [], copies: [], keyFile: undefined, sign: undefined},
    namedPipes: {open: async () => undefined},
    lockOf: () => '/deploys/.countable/proofs/shop.lock',
  } as unknown as VerifyNeeds;
  const request: VerifyRequest = {
    ...{name: 'shop', environment: 'prod', part: undefined, at: undefined, who: 'ada'},
    ...{
      accepts: false,
      moments: true,
      shrink: 20,
      keep: undefined,
      project: undefined,
      web: true,
      image: undefined,
    },
  };
  return {store, server, voice, clock, locks, containers, machine, needs, request};
};
