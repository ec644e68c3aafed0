import path from 'node:path';
import type {DumpContent} from '../../archive/content.ts';
import {stampOf} from '../../archive/key.ts';
import {createEnding, type Ending} from '../../dumps/ending.ts';
import {type Dump, openDumps, type OpenNeeds} from '../../dumps/open.ts';
import {UserError} from '../../errors/userError.ts';
import {heardBy} from '../../outside/hearing.ts';
import type {Pipes} from '../../outside/pipe.ts';
import type {ChosenOlder} from '../../verify/olderChoice.ts';
import {type Destination, placeFor} from './destination.ts';
import type {Got} from './got.ts';
import {type Told, tellingHowFar} from './howFar.ts';
import {inNewFolder, refuseTaken} from './newFolder.ts';
import {extract, write} from './written.ts';

export interface OlderNeeds extends OpenNeeds, Told {
  pipes: Pipes;
}

/**
 * What an older script left, unpacked to the dumps that are in it. Nothing was recorded to compare them with: that each comes to
 * its end is all that can be told. Throws FOLDER_TAKEN, what `openDumps` throws, and what the disk says.
 */
export const getOlder = async (
  {archive: {key, project, at, size}, store}: ChosenOlder,
  destination: Destination,
  needs: OlderNeeds,
): Promise<Got> => {
  const folder = placeFor(destination, `${project}-${stampOf(at)}`);
  refuseTaken(folder);
  return inNewFolder(folder, async coming => {
    const dumps: NonNullable<Got['dumps']> = [];
    const take = async (dump: Dump): Promise<void> => {
      const file = fileOf(dump.content, dumps.length === 0 ? project : `${project}-${dumps.length + 1}`);
      const bytes = await keep(dump, path.join(coming, file), needs.pipes);
      dumps.push({file, what: dump.layers.join(', '), bytes});
    };
    try {
      await openDumps(tellingHowFar(size, {...needs, store}).store.read(key), take, needs);
    } catch (error) {
      throw placed(error, `s3://${store.bucket.name}/${key}`);
    }
    return {folder, key, at: at.toISOString(), databases: [], roles: [], files: [], dumps};
  });
};

const keep = async ({content, body}: Dump, place: string, pipes: Pipes): Promise<number> => {
  const ending: Ending | undefined = content.is === 'sql' ? createEnding(content) : undefined;
  let bytes = 0;
  const heard = heardBy(chunk => {
    bytes += chunk.length;
    ending?.hear(chunk);
  }, body);
  await (content.is === 'folder' ? extract(heard, place, pipes) : write(heard, place));
  ending?.check();
  return bytes;
};

const fileOf = (content: DumpContent, name: string): string => {
  switch (content.is) {
    case 'sql':
      return `${name}.sql`;
    case 'pg_dump custom':
      return `${name}.dump`;
    case 'mongodump archive':
      return `${name}.archive`;
    case 'folder':
      return name;
  }
};

const placed = (error: unknown, where: string): unknown =>
  error instanceof UserError && error.where === undefined
    ? new UserError(error.code, error.message, {
        where,
        remedy: error.remedy,
        evidence: error.evidence,
        cause: error,
      })
    : error;
