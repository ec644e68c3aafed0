import path, {posix} from 'node:path';
import {type DatabaseRead, differencesOf, fileDifferences} from '../../archive/differences.ts';
import type {EngineKind, FilesManifest, Manifest} from '../../archive/manifest.ts';
import {engineFor} from '../../engines/engines.ts';
import {UserError} from '../../errors/userError.ts';
import {heardBy} from '../../outside/hearing.ts';
import type {Pipes} from '../../outside/pipe.ts';
import {createTreeReader, type TreeRead} from '../../outside/treeReader.ts';
import type {Sink} from '../../verify/download.ts';
import {extract, write} from './written.ts';

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

/** All that the manifest names, into an empty folder. */
export const unpacking = (manifest: Manifest, folder: string, needs: UnpackNeeds): Unpacked => {
  const taken: Taken = {roles: new Set(), databases: new Map(), files: new Map()};
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
      const reader = createTreeReader(posix.basename(one.target));
      const heard = heardBy(chunk => reader.hear(chunk), body);
      await extract(heard, place(one.member), needs.pipes);
      taken.files.set(one.member, await reader.end());
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
