import {CommandFailed, UserError} from '../errors/userError.ts';
import type {Docker} from '../outside/docker.ts';
import {BUILD_LINES, imageName} from './plan/image.ts';

/** The image of a server, with pgBackRest: built where it is not here. Throws PITR_IMAGE. */
export const ensureImage = async (
  {image, imageId, service}: {image: string; imageId: string; service: string},
  {docker}: {docker: Pick<Docker, 'buildOn' | 'imageIds'>},
): Promise<void> => {
  const name = imageName(imageId);
  if ((await docker.imageIds([name])).has(name)) return;
  try {
    await docker.buildOn({base: imageId, lines: BUILD_LINES, name});
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    throw new UserError(
      'PITR_IMAGE',
      `PgBackRest cannot be installed into ${image}, which ${service} runs.`,
      {
        where: service,
        evidence: {log: {source: 'docker build', lines: error.tail}},
        cause: error,
      },
    );
  }
};
