import type {Compose} from '../adapters/compose.ts';
import type {ComposeProject} from '../domain/compose.ts';
import {composeRefusal, type ComposeSource} from '../domain/validation.ts';
import {UserError} from '../errors.ts';

/**
 * What Compose merges the files of a project to. Throws what it has against them, told as the project knows them and
 * not as they lie in `folder`. The sources may still be on their way: Compose takes longer.
 */
export const mergedModel = (
  compose: Pick<Compose, 'config'>,
  project: ComposeProject,
  {folder, sources}: {folder: string; sources: readonly ComposeSource[] | Promise<readonly ComposeSource[]>},
): ReturnType<Compose['config']> =>
  compose.config(project).catch(async (error: unknown) => {
    if (!(error instanceof UserError) || error.code !== 'COMPOSE_INVALID') throw error;
    throw composeRefusal(error, folder, await sources);
  });
