import path from 'node:path';
import {archiveNameIn, stampOf} from '../../archive/key.ts';
import {type Manifest, rowsIn} from '../../archive/manifest.ts';
import {UserError} from '../../errors/userError.ts';
import type {Disks} from '../../outside/disks.ts';
import type {ObjectStore} from '../../outside/s3.ts';
import {sizeInWords} from '../../text/bytes.ts';
import {choose, type Wanted} from '../../verify/choice.ts';
import {download, type DownloadNeeds} from '../../verify/download.ts';
import {brokenBackup} from '../../verify/failed.ts';
import {requireKey} from '../../verify/keys.ts';
import {manifestOf} from '../../verify/manifests.ts';
import {type Destination, placeFor} from './destination.ts';
import type {Got} from './got.ts';
import {type Told, tellingHowFar} from './howFar.ts';
import {inNewFolder, refuseTaken} from './newFolder.ts';
import {fileOf, folderOf, type Unpacked, unpacking, type UnpackNeeds} from './unpack.ts';

export interface GetNeeds extends UnpackNeeds, Told, DownloadNeeds {
  store: Pick<ObjectStore, 'list' | 'read' | 'readText' | 'bucket'>;
  disks: Pick<Disks, 'of'>;
}

/**
 * A backup unpacked into a new folder, which is there once it is whole. Throws BACKUP_MISSING, BACKUP_KEY_MISSING, BACKUP_BROKEN,
 * FOLDER_TAKEN, DISK_LOW, and what the disk says.
 */
export const get = async (wanted: Wanted, destination: Destination, needs: GetNeeds): Promise<Got> => {
  const {store} = needs;
  const {key, object} = await choose(wanted, store);
  await requireKey(object, needs);
  const beside = await manifestOf(key, store);
  const folder = placeFor(destination, nameFor(key, wanted.project));
  refuseTaken(folder);
  await refuseWithoutRoom(beside, folder, needs);
  return inNewFolder(folder, async coming => {
    const unpacked = unpacking(beside, coming, needs);
    const manifest = await read(key, unpacked, tellingHowFar(object.size, needs));
    const differences = unpacked.differences(manifest);
    if (differences[0] !== undefined)
      throw broken(`${key} is not what was stored: ${differences[0]}`, key, store);
    return gotOf(manifest, {folder, key});
  });
};

const read = async (key: string, {sinks}: Unpacked, needs: DownloadNeeds): Promise<Manifest> => {
  try {
    return (await download(key, sinks, needs)).manifest;
  } catch (error) {
    throw brokenBackup(key, needs.store, error);
  }
};

const broken = (message: string, key: string, {bucket}: Pick<ObjectStore, 'bucket'>): UserError =>
  new UserError('BACKUP_BROKEN', `${message}.`, {where: `s3://${bucket.name}/${key}`});

/** `shop-2026-11-27T142652Z`; of an instance: `shop-kmc-2026-11-27T142652Z`. */
const nameFor = (key: string, project: string): string => {
  const {part, at} = archiveNameIn(key) ?? {at: new Date(0)};
  return [project, part, stampOf(at)].filter(one => one !== undefined).join('-');
};

const refuseWithoutRoom = async (
  {servers, files}: Manifest,
  folder: string,
  {disks}: Pick<GetNeeds, 'disks'>,
): Promise<void> => {
  const all = [...servers.flatMap(({databases}) => databases), ...files];
  const needed = all.reduce((sum, {bytes}) => sum + bytes, 0);
  const disk = await disks.of(path.dirname(folder));
  if (disk === undefined || disk.free >= needed) return;
  throw new UserError(
    'DISK_LOW',
    `The disk of ${path.dirname(folder)} has ${sizeInWords(disk.free)} left, and the backup takes ${sizeInWords(needed)} unpacked.`,
    {where: folder, remedy: 'Free some, or name a folder on another disk: --into FOLDER'},
  );
};

const gotOf = ({servers, files, at}: Manifest, {folder, key}: Pick<Got, 'folder' | 'key'>): Got => ({
  folder,
  key,
  at,
  databases: servers.flatMap(({service, kind, databases}) =>
    databases.map(({name, member, tables}) => ({
      service,
      name,
      file: fileOf(member, kind),
      rows: rowsIn(tables),
    })),
  ),
  roles: servers.flatMap(({service, kind, roles}) =>
    roles === undefined ? [] : [{service, file: fileOf(roles.member, kind)}],
  ),
  files: files.map(({source, member, target, entries, bytes}) => ({
    source,
    folder: folderOf(member, target),
    entries,
    bytes,
  })),
});
