import type {Readable} from 'node:stream';
import {type ArchiveName, archiveNameIn} from '../archive/key.ts';
import {type Manifest, MANIFEST} from '../archive/manifest.ts';
import {readManifest} from '../archive/manifestRead.ts';
import {systemProblem} from '../errors/system.ts';
import {CommandFailed, type ErrorCode, isStop, UserError} from '../errors/userError.ts';
import {readMembers} from '../outside/archiveFile.ts';
import type {Compressing} from '../outside/compressing.ts';
import type {Encrypting} from '../outside/encrypting.ts';
import {hashed} from '../outside/hashing.ts';
import type {ObjectStore} from '../outside/s3.ts';
import {wholeText} from '../outside/wholeText.ts';
import {withinSentence} from '../text/sentences.ts';
import {NotProven, notProvenBy} from './failed.ts';
import {newer} from './manifests.ts';

export interface DownloadNeeds {
  store: Pick<ObjectStore, 'read' | 'bucket'>;
  compressing: Compressing;
  encrypting: Encrypting;
  /** File with the identity that opens it. */
  keyFile: string | undefined;
}

export interface Downloaded {
  manifest: Manifest;
  size: number;
  sha256: string;
}

export type Sink = (body: Readable) => Promise<void>;

/**
 * The object as S3 has it, to its last byte: each member goes where `sinks` say, and others are only read. Throws NotProven
 * where it is cut off, changed or no archive, BACKUP_NEWER, and what the sinks throw.
 */
export const download = async (
  key: string,
  sinks: ReadonlyMap<string, Sink>,
  needs: DownloadNeeds,
): Promise<Downloaded> => {
  const object = hashed(needs.store.read(key));
  const plain = await opened(object.stream, archiveNameIn(key), needs);
  let manifest: Manifest | undefined;
  try {
    for await (const {name, body} of readMembers(plain)) {
      if (name === MANIFEST) manifest = manifestIn(await wholeText(body, MOST_MANIFEST, endless), key);
      else await sinks.get(name)?.(body);
    }
  } catch (error) {
    throw broken(error);
  }
  if (manifest === undefined) throw new NotProven(['it has no manifest: it ends before its end']);
  return {manifest, size: object.size(), sha256: object.sha256()};
};

const opened = async (
  source: Readable,
  name: ArchiveName | undefined,
  {compressing, encrypting, keyFile}: DownloadNeeds,
): Promise<Readable> => {
  const {isEncrypted = false, compression = 'zst'} = name ?? {};
  if (isEncrypted && keyFile === undefined)
    throw new UserError('BACKUP_KEY_MISSING', 'It is encrypted, and COUNTABLE_BACKUP_KEY_FILE names no key.');
  const small = isEncrypted && keyFile !== undefined ? await encrypting.decrypt(source, keyFile) : source;
  return compressing.decompress(small, compression);
};

/** What S3, this machine and the sinks say is passed on; everything else says that the archive is no good. */
const broken = (error: unknown): unknown => {
  const isBroken = error instanceof UserError && error.code === 'BACKUP_BROKEN';
  if (!isBroken && (error instanceof NotProven || error instanceof UserError || isStop(error))) return error;
  if (error instanceof CommandFailed) return notProvenBy('it cannot be read', error);
  const told = systemProblem(error);
  if (told !== undefined && OF_THE_MACHINE.includes(told.code)) return told;
  return new NotProven([`it cannot be read: ${withinSentence((error as Error).message)}`], [], error);
};

const OF_THE_MACHINE: readonly ErrorCode[] = ['DISK_FULL', 'MACHINE_EXHAUSTED'];

const MOST_MANIFEST = 64 * 1024 * 1024;
const endless = (): NotProven => new NotProven(['its manifest has no end']);

const manifestIn = (text: string, key: string): Manifest => {
  const read = readManifest(text);
  if (read.is === 'manifest') return read.manifest;
  if (read.is === 'newer') throw newer(read.format, key);
  throw new NotProven([`its manifest cannot be understood: ${read.why}`]);
};
