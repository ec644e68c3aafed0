import type {Readable} from 'node:stream';
import {besideKey} from '../archive/key.ts';
import {
  type FilesManifest,
  type Manifest,
  MANIFEST,
  type ServerManifest,
  withoutDigests,
} from '../archive/manifest.ts';
import type {ServerLook} from '../engines/engine.ts';
import type {Release} from '../project/release.ts';
import {type ArchiveWriter, createArchiveWriter, NobodyReads} from '../outside/archiveFile.ts';
import type {Clock} from '../outside/clock.ts';
import type {Compressing} from '../outside/compressing.ts';
import type {Encrypting} from '../outside/encrypting.ts';
import type {ObjectStore} from '../outside/s3.ts';
import type {Voice} from '../run/voice.ts';
import {sizeInWords} from '../text/bytes.ts';
import {type FilesNeeds, storeFiles} from './act/files.ts';
import {storeServer} from './act/server.ts';
import type {BackupPlan, PlannedServer} from './plan.ts';

export interface StoreNeeds extends FilesNeeds {
  clock: Pick<Clock, 'now'>;
  compressing: Compressing;
  encrypting: Encrypting;
  store: ObjectStore;
  voice: Pick<Voice, 'detail' | 'info' | 'warn'>;
}

export interface Storing {
  plan: BackupPlan;
  looks: readonly ServerLook[];
  live: Release | undefined;
  /** Of the containers by which files are copied. */
  label: string;
  by: string;
  compression: Manifest['compression'];
  keep: Manifest['keep'];
  /** Tells this attempt from all others. */
  run: string;
  /** Told of the upload once it has begun. */
  begun(uploadId: string): void;
  /** Around the copying of files: services keep still. */
  still<T>(work: () => Promise<T>): Promise<T>;
}

export interface Stored {
  manifest: Manifest;
  /** Bytes of the object. */
  size: number;
}

/** Unless a database or volume is larger; S3 takes a number of parts, whose size has to be chosen beforehand. */
const USUAL_BYTES = 80e9;

/** A dump may be larger than its database; what is packed and encrypted is a little larger where it cannot be packed. */
export const expectedBytes = (
  {fileBytes}: Pick<BackupPlan, 'fileBytes'>,
  looks: readonly {databases: readonly {bytes: number}[]}[],
): number => {
  const databases = looks.flatMap(one => one.databases.map(({bytes}) => bytes));
  return Math.max(
    USUAL_BYTES,
    2 * databases.reduce((sum, bytes) => sum + bytes, 0) + Math.ceil(1.05 * fileBytes),
  );
};

/** From what is to be kept to the object under its name, which is there once all of it was read well, and not before. */
export const storeBackup = async (storing: Storing, needs: StoreNeeds): Promise<Stored> => {
  const {plan, looks, compression, run, begun} = storing;
  const {store, compressing, encrypting, clock} = needs;
  const writer = createArchiveWriter(plan.at);
  const small = compressing.compress(writer.output, compression);
  const sealed = plan.recipients.length === 0 ? small : await encrypting.encrypt(small, plan.recipients);
  const upload = store.createFrom(plan.key, sealed, {
    expectedBytes: expectedBytes(plan, looks),
    run,
    begun,
    now: clock.now(),
    contentType: 'application/octet-stream',
    metadata: {
      'countable-format': '1',
      'countable-project': plan.project,
      'countable-environment': plan.environment,
      'countable-commit': storing.live?.commit ?? 'unknown',
      'countable-at': plan.at.toISOString(),
      'countable-manifest': besideKey(plan.key, 'manifest'),
    },
  });
  const telling = setInterval(() => {
    needs.voice.info(`${sizeInWords(writer.size())} read so far`);
  }, TELL_MS);
  return bothEnd(upload, {writer, sealed, fill: () => fill(writer, storing, needs)}).finally(() => {
    clearInterval(telling);
  });
};

/** Who waits for a large one wants to see that it goes on. */
const TELL_MS = 60_000;

/** The one that failed first, and of its own, is what is told. */
const bothEnd = async (
  upload: Promise<{size: number}>,
  {writer, sealed, fill}: {writer: ArchiveWriter; sealed: Readable; fill(): Promise<Manifest>},
): Promise<Stored> => {
  upload.catch((error: unknown) => {
    sealed.destroy();
    writer.output.destroy(error as Error);
  });
  let manifest: Manifest;
  try {
    manifest = await fill();
    writer.finish();
  } catch (error) {
    writer.fail(error);
    sealed.destroy(error as Error);
    const [ending] = await Promise.allSettled([upload]);
    throw error instanceof NobodyReads && ending.status === 'rejected' ? ending.reason : error;
  }
  const {size} = await upload;
  return {manifest, size};
};

/** Only now that servers were asked is it known of them. */
const notDumped = (
  servers: readonly PlannedServer[],
  looks: readonly Pick<ServerLook, 'lost' | 'shut'>[],
): {what: string; why: string}[] =>
  servers.flatMap(({service}, index) => [
    ...(looks[index]?.lost ?? []).map(({what, why}) => ({what: `${what}, in ${service}`, why})),
    ...(looks[index]?.shut ?? []).map(name => ({
      what: `the database ${name} of ${service}`,
      why: 'it lets nobody in (ALLOW_CONNECTIONS is false)',
    })),
  ]);

const fill = async (writer: ArchiveWriter, storing: Storing, needs: StoreNeeds): Promise<Manifest> => {
  const {plan, looks, live, label, by, compression, keep, still} = storing;
  const {clock, store} = needs;
  const out = notDumped(plan.servers, looks);
  for (const {what, why} of out) needs.voice.warn(`Not in it is ${what}: ${why}`);
  const servers: ServerManifest[] = [];
  for (const [index, server] of plan.servers.entries())
    servers.push(await storeServer(server, looks[index] as ServerLook, {...needs, writer}));
  const files: FilesManifest[] = [];
  if (plan.files.length > 0)
    await still(async () => {
      for (const one of plan.files) files.push(await storeFiles(one, {...needs, writer, label}));
    });
  const manifest: Manifest = {
    format: 1,
    project: plan.project,
    environment: plan.environment,
    ...(plan.instance !== undefined && {instance: plan.instance}),
    at: plan.at.toISOString(),
    completedAt: clock.now().toISOString(),
    compression,
    ...(keep && {keep}),
    recipients: [...plan.recipients],
    commit: live?.commit ?? null,
    by,
    servers,
    ...(plan.moments.servers.length > 0 && {pitr: plan.moments.servers}),
    files,
    leftOut: [...plan.leftOut, ...out],
  };
  const text = (one: Manifest): string => `${JSON.stringify(one, null, 2)}\n`;
  await writer.addText(MANIFEST, text(manifest));
  // Before the archive, so that none is ever without.
  const shown = plan.recipients.length === 0 ? manifest : withoutDigests(manifest);
  await store.create(besideKey(plan.key, 'manifest'), text(shown), {
    contentType: 'application/json',
    now: clock.now(),
  });
  return manifest;
};
