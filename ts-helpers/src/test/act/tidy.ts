import {quoted} from '../../text/plain.ts';
import {imagesOf, writtenFolders} from '../plan/tidying.ts';
import {CommandFailed} from '../../errors/userError.ts';
import type {Docker} from '../../outside/docker.ts';
import type {Owners} from '../../outside/owners.ts';
import type {Voice} from '../../run/voice.ts';
import type {GatheredTest} from '../gather.ts';

export interface TidyNeeds {
  docker: Pick<Docker, 'giveBack'>;
  owners: Owners;
  voice: Voice;
}

/** What was in the way before anything ran: it is left alone. */
export type Before = ReadonlySet<string>;

export const lookBefore = async (
  gathered: GatheredTest,
  {owners}: Pick<TidyNeeds, 'owners'>,
): Promise<Before> => new Set(await owners.obstacles(foldersOf(gathered)));

const foldersOf = ({run, around}: GatheredTest): string[] => writtenFolders(run, around.workspace);

const MOST_PATHS = 500;
const MOST_TOLD = 5;

/**
 * Gives what containers wrote as root to the user of the workspace, whose next checkout would fail otherwise: by a
 * container of an image that the run has anyway.
 */
export const tidy = async (gathered: GatheredTest, before: Before, needs: TidyNeeds): Promise<void> => {
  const left = async () =>
    (await needs.owners.obstacles(foldersOf(gathered))).filter(path => !before.has(path));
  let paths = await left();
  for (const image of imagesOf(gathered.run)) {
    if (paths.length === 0) return;
    await giveBack(paths, {image, folder: gathered.around.workspace}, needs);
    paths = await left();
  }
  if (paths.length === 0) return;
  const told = paths.slice(0, MOST_TOLD).join(', ');
  needs.voice.warn(
    `Containers left what this user cannot remove, so the next checkout will fail: ${told}. No image of the run could give it back; this does: sudo chown -R "$USER" ${quoted(gathered.around.workspace)}`,
  );
};

const giveBack = async (
  paths: readonly string[],
  {image, folder}: {image: string; folder: string},
  {docker, owners}: TidyNeeds,
): Promise<void> => {
  const owner = owners.me();
  if (owner === undefined) return;
  try {
    for (let from = 0; from < paths.length; from += MOST_PATHS) {
      const some = paths.slice(from, from + MOST_PATHS);
      await docker.giveBack({image, folder, paths: some, owner});
      await owners.open(some);
    }
  } catch (error) {
    // Not every image has `chown`, and not every one is still there: the next one may do.
    if (!(error instanceof CommandFailed)) throw error;
  }
};
