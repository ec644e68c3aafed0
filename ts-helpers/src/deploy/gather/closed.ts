import path from 'node:path';
import {UserError} from '../../errors/userError.ts';
import type {Tree} from '../../history/tree.ts';
import {deployCommand} from '../../project/preview.ts';
import {quoted} from '../../text/plain.ts';
import type {ModelFacts} from './missing.ts';

/** Compose names a file that it may not read as it names what is wrong in one. Throws NOT_READABLE in its place. */
export const orClosed = async <T>(
  {folder, whose: {environment = ''}}: Pick<ModelFacts, 'folder' | 'whose'>,
  tree: Tree,
  work: () => Promise<T>,
): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    const file = error instanceof UserError ? closedIn(error) : undefined;
    // What the release brings lies in the workspace.
    if (file === undefined || tree.has(file)) throw error;
    const place = path.join(folder.path, file);
    const owner = await folder.ownerOf(file);
    const whom = owner === undefined ? 'another user' : owner === 0 ? 'root' : `the user ${owner}`;
    throw new UserError(
      'NOT_READABLE',
      `${place}, which a deploy needs, cannot be read: it belongs to ${whom}.`,
      {
        where: place,
        remedy: `Deploy as ${whom}, who has deployed here before${owner === undefined ? '' : `: sudo -u '#${owner}' ${deployCommand(environment)}`}. Or let this user have the deploy: sudo chown -R "$(id -u)" ${quoted(folder.path)} ${quoted(folder.state)}`,
        cause: error,
      },
    );
  }
};

const closedIn = ({code, message}: UserError): string | undefined =>
  code === 'COMPOSE_INVALID' ? /\bopen (\S+): permission denied/.exec(message)?.[1] : undefined;
