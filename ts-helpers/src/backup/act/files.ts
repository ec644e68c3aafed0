import {posix} from 'node:path';
import type {FilesManifest} from '../../archive/manifest.ts';
import {filesMember} from '../../archive/members.ts';
import {CommandFailed, UserError} from '../../errors/userError.ts';
import {type ArchiveWriter, NobodyReads} from '../../outside/archiveFile.ts';
import type {Docker} from '../../outside/docker.ts';
import type {Pipes} from '../../outside/pipe.ts';
import type {PlannedFiles} from '../plan.ts';
import {LABEL} from '../plan/label.ts';
import {createTreeReader} from '../../outside/treeReader.ts';

export interface FilesNeeds {
  docker: Pick<Docker, 'holdMount' | 'remove'>;
  pipes: Pipes;
}

/** What marks the containers by which a project's files are copied. */
export const copyLabel = (composeProject: string): string => `ca.countable.backup-copy=${composeProject}`;

/** A volume or folder, as a tar that the engine makes of it, into an archive. Throws BACKUP_FAILED. */
export const storeFiles = async (
  {type, name, source, services, image, target}: PlannedFiles,
  {writer, label, docker, pipes}: FilesNeeds & {writer: ArchiveWriter; label: string},
): Promise<FilesManifest> => {
  const member = filesMember(name);
  const last = posix.basename(target);
  const reader = createTreeReader(last);
  const place = `/countable/${last}`;
  const holder = await docker.holdMount({image, label, type, source, target: place});
  const {input, output, ended, stop} = pipes.pipe('docker', ['cp', `${holder}:${place}`, '-']);
  input.end();
  try {
    const size = await writer.addPieces(member, output as AsyncIterable<Buffer>, chunk => reader.hear(chunk));
    await ended;
    const read = await reader.end();
    return {source: name, type, services: [...services], target, member, size, ...read};
  } catch (error) {
    if (error instanceof NobodyReads || error instanceof UserError) throw error;
    throw unreadable(error, {name, services});
  } finally {
    stop();
    await docker.remove(holder);
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
