import {UserError} from '../errors/userError.ts';
import {notBeside} from './isolate.ts';
import {isInside, isPermitted, permitOf, type Place} from './places.ts';
import {isWithin} from '../text/paths.ts';
import {quoted} from '../text/plain.ts';

/** A file that Compose is about to read because of the project. */
export interface ComposeRead {
  /** As it is written, made absolute; links are not followed. */
  path: string;
  place: Place;
  /** `dc.test.yml:4` */
  where: string;
}

export interface ReadJudging {
  /** The checked-out project: as it is called, and with links followed. */
  workspace: string;
  realWorkspace: string;
  permits: readonly string[];
  /** Compose projects that live on this machine; empty where tests may have more of it. */
  neighbours: readonly string[];
}

/**
 * Refuses what is to be read, before it is: Compose gives it to containers, and shows lines of it where it cannot be
 * read. Throws OUTSIDE_PROJECT for links that lead out and for what is no file, TEST_NOT_ALLOWED beside deploys.
 */
export const judgeRead = (
  {path, place, where}: ComposeRead,
  {workspace, realWorkspace, permits, neighbours}: ReadJudging,
): void => {
  const isMissing = place.kind === 'missing';
  if (!isMissing && place.kind !== 'file') throw noFile(path, place.kind, where);
  if (isInside(place, realWorkspace)) return;
  const root = [workspace, realWorkspace].find(folder => isWithin(path, folder));
  if (root !== undefined) throw leadsOut(path.slice(root.length + 1), where);
  const permit = permitOf(place);
  if (neighbours.length === 0 || isPermitted(permit, permits)) return;
  throw notBeside(neighbours, {what: `Compose would read ${path} of this machine`, where, permits: [permit]});
};

const noFile = (path: string, kind: Place['kind'], where: string): UserError =>
  new UserError(
    'OUTSIDE_PROJECT',
    kind === 'unknown' ? `${path} is not a file that could be read.` : `${path} is a ${kind}, and no file.`,
    {
      where,
      remedy:
        kind === 'unknown'
          ? `Let this user read it, or name another file: ls -ld ${quoted(path)}`
          : `Put a file there in its stead, or name another: ls -ld ${quoted(path)}`,
    },
  );

const leadsOut = (file: string, where: string): UserError =>
  new UserError('OUTSIDE_PROJECT', `${file} leads out of the project.`, {where});

/** `https://…`, `oci://…`, `git@…`: Compose would fetch it, with the rights of this machine's user. */
export const isRemote = (path: string): boolean => /:|^github\.com\//.test(path);
