import {createWriteStream} from 'node:fs';
import {mkdir} from 'node:fs/promises';
import path, {posix} from 'node:path';
import type {Readable} from 'node:stream';
import {pipeline} from 'node:stream/promises';
import {type DatabaseRead, differencesOf, fileDifferences} from '../../archive/differences.ts';
import type {EngineKind, FilesManifest, Manifest} from '../../archive/manifest.ts';
import {commandFailure} from '../../causes/commandFailure.ts';
import {engineFor} from '../../engines/engines.ts';
import {CommandFailed, UserError} from '../../errors/userError.ts';
import {onDisk} from '../../outside/disk.ts';
import {heardBy} from '../../outside/hearing.ts';
import {feed, type Pipes} from '../../outside/pipe.ts';
import {createTreeReader, type TreeRead} from '../../outside/treeReader.ts';
import type {Sink} from '../../verify/download.ts';

export interface UnpackNeeds {
  pipes: Pipes;
}

export interface Unpacked {
  /** What takes each member, by its name. */
  sinks: ReadonlyMap<string, Sink>;
  /** Once all were taken: in what they differ from what was stored, a line each. */
  differences(stored: Manifest): string[];
}

/** Where in the folder the dump of a database lies, or the roles. */
export const fileOf = (member: string, kind: EngineKind): string =>
  `${member}${kind === 'mongo' ? '.archive' : '.sql'}`;

/** Where a volume does: below its own name, as it was called where it was mounted. */
export const folderOf = (member: string, target: string): string =>
  posix.join(member, posix.basename(target));

/** All that the manifest names, into a folder that is not there yet. */
export const unpacking = async (
  manifest: Manifest,
  folder: string,
  needs: UnpackNeeds,
): Promise<Unpacked> => {
  const taken: Taken = {roles: new Set(), databases: new Map(), files: new Map()};
  await onDisk(folder, () => mkdir(folder, {recursive: true, mode: 0o700}));
  return {
    sinks: new Map(sinksOf(manifest, {taken, folder, needs})),
    differences: stored => differencesIn(stored, taken),
  };
};

/** What was read, by its member. */
interface Taken {
  roles: Set<string>;
  databases: Map<string, DatabaseRead>;
  files: Map<string, TreeRead>;
}

const sinksOf = (
  {servers, files}: Manifest,
  {taken, folder, needs}: {taken: Taken; folder: string; needs: UnpackNeeds},
): [string, Sink][] => {
  const place = (name: string): string => placeIn(folder, name);
  const ofRoles = ({member}: {member: string}, kind: EngineKind): [string, Sink] => [
    member,
    async body => {
      await write(body, place(fileOf(member, kind)));
      taken.roles.add(member);
    },
  ];
  const ofDatabase = ({member}: {member: string}, kind: EngineKind): [string, Sink] => [
    member,
    async body => {
      const reader = engineFor(kind).reader();
      await write(
        heardBy(chunk => {
          reader.hear(chunk);
        }, body),
        place(fileOf(member, kind)),
      );
      taken.databases.set(member, reader.end());
    },
  ];
  const ofFiles = (one: FilesManifest): [string, Sink] => [
    one.member,
    async body => {
      taken.files.set(one.member, await extract(body, one, {into: place(one.member), needs}));
    },
  ];
  return [
    ...servers.flatMap(({kind, roles, databases}) => [
      ...(roles === undefined ? [] : [ofRoles(roles, kind)]),
      ...databases.map(one => ofDatabase(one, kind)),
    ]),
    ...files.map(ofFiles),
  ];
};

const differencesIn = ({servers, files}: Manifest, taken: Taken): string[] => [
  ...servers.flatMap(({service, roles, databases}) => [
    ...(roles === undefined || taken.roles.has(roles.member) ? [] : [`the users of ${service} are missing`]),
    ...databases.flatMap(one =>
      differencesOf(one, taken.databases.get(one.member) ?? {tables: {}}).map(line => `${service}, ${line}`),
    ),
  ]),
  ...files.flatMap(one =>
    fileDifferences(one, taken.files.get(one.member) ?? {entries: 0, bytes: 0, digest: ''}),
  ),
];

/** Names in an archive come from whoever wrote it. Throws BACKUP_BROKEN. */
const placeIn = (folder: string, name: string): string => {
  const place = path.resolve(folder, name);
  if (place.startsWith(`${folder}${path.sep}`)) return place;
  throw new UserError('BACKUP_BROKEN', `${name} leads out of the archive.`, {where: name});
};

const write = async (body: Readable, file: string): Promise<void> => {
  await onDisk(file, async () => {
    await mkdir(path.dirname(file), {recursive: true, mode: 0o700});
    await pipeline(body, createWriteStream(file, {flags: 'wx', mode: 0o600}));
  });
};

/** By tar, which lets no name lead out of the folder. */
const extract = async (
  body: Readable,
  {target}: FilesManifest,
  {into, needs}: {into: string; needs: UnpackNeeds},
): Promise<TreeRead> => {
  await onDisk(into, () => mkdir(into, {recursive: true, mode: 0o700}));
  const reader = createTreeReader(posix.basename(target));
  const source = heardBy(chunk => reader.hear(chunk), body);
  try {
    await feed(source, needs.pipes.pipe('tar', ['-x', '-o', '-f', '-', '-C', into]));
  } catch (error) {
    throw error instanceof CommandFailed ? commandFailure(error) : error;
  }
  return reader.end();
};
