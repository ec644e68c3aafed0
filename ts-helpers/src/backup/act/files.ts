import {posix} from 'node:path';
import type {FilesManifest} from '../../archive/manifest.ts';
import {filesMember} from '../../archive/members.ts';
import {CommandFailed, UserError} from '../../errors/userError.ts';
import {type ArchiveWriter, NobodyReads} from '../../outside/archiveFile.ts';
import type {Pipes} from '../../outside/pipe.ts';
import type {PlannedFiles} from '../plan.ts';
import {LABEL} from '../plan/label.ts';
import {createTreeReader} from '../../outside/treeReader.ts';

/** A volume or folder, as a tar that the engine makes of it, into an archive. Throws BACKUP_FAILED. */
export const storeFiles = async (
  {type, name, services, container, target}: PlannedFiles,
  {writer, pipes}: {writer: ArchiveWriter; pipes: Pipes},
): Promise<FilesManifest> => {
  const member = filesMember(name);
  const reader = createTreeReader(posix.basename(target));
  // Of a link the folder that it leads to.
  const {input, output, ended, stop} = pipes.pipe('docker', [
    'cp',
    '--follow-link',
    `${container?.id}:${target}`,
    '-',
  ]);
  input.end();
  try {
    const bytes = await writer.addPieces(member, output as AsyncIterable<Buffer>, chunk =>
      reader.hear(chunk),
    );
    await ended;
    const read = await reader.end();
    return {source: name, type, services: [...services], target, member, size: bytes, ...read};
  } catch (error) {
    if (error instanceof NobodyReads || error instanceof UserError) throw error;
    throw unreadable(error, {name, services});
  } finally {
    stop();
  }
};

const unreadable = (error: unknown, {name, services}: Pick<PlannedFiles, 'name' | 'services'>): UserError => {
  const isEngine = error instanceof CommandFailed;
  const said = isEngine ? error.tail.findLast(line => line.trim() !== '')?.trim() : undefined;
  const message = isEngine
    ? `${name} could not be read: ${said ?? error.message}`
    : `${name} changed while it was copied, and the copy is broken.`;
  return new UserError('BACKUP_FAILED', message, {
    where: name,
    ...(!isEngine && {
      remedy: `Let what writes to it keep still meanwhile: give ${services[0]} the label ${LABEL}=pause.`,
    }),
    cause: error,
  });
};
