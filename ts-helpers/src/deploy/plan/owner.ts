import {UserError} from '../../errors/userError.ts';
import type {Container} from '../../compose/model.ts';
import type {DeployRecord} from './deployRecord.ts';
import {isSameOrigin, originWords} from './origin.ts';
import {ORIGIN, PROJECT, REPOSITORY, type Release} from '../../project/release.ts';

/** Whose something of a compose project is, as an earlier deploy marked it. */
export interface Owner {
  project: string | undefined;
  repository: string | undefined;
  /** Of a repository without a remote. */
  origin?: string | undefined;
  /** Where that stands: `container shop-stage-web-1`. */
  where: string;
}

export const ownerOfContainer = ({name, labels}: Pick<Container, 'name' | 'labels'>): Owner => ({
  project: labels[PROJECT],
  repository: labels[REPOSITORY],
  origin: labels[ORIGIN],
  where: `container ${name}`,
});

/** By what lies in the folder; by what is live, where that alone is known. */
export const ownersInRecord = ({filled, live}: DeployRecord, folder: string): Owner[] => {
  const release = filled?.release ?? live;
  return release === undefined ? [] : [{...release, repository: release.repository, where: folder}];
};

/**
 * Throws PROJECT_COLLISION where the compose project belongs to another project. What carries no mark, of a script or of
 * an older version, is adopted; a repository that nothing tells is not the one that is known.
 */
export const refuseCollision = (
  {release, composeProject}: {release: Release; composeProject: string},
  owners: readonly Owner[],
): void => {
  const stranger = owners.find(owner => isAnother(owner, release));
  if (stranger === undefined) return;
  const [theirs, ours] = namesOf(stranger, release);
  throw new UserError(
    'PROJECT_COLLISION',
    `The compose project ${composeProject} on this host belongs to ${theirs}, not to ${ours}.`,
    {
      where: stranger.where,
      remedy:
        'Give this one its own name with `name:` or `instance:` in countable.yml. If it is the same project, renamed or ' +
        `moved, take it over by hand, on this host: countable deploy ${release.environment} --take-over`,
    },
  );
};

export const isAnother = (
  owner: Pick<Owner, 'project' | 'repository' | 'origin'>,
  release: Release,
): boolean =>
  isOfAnother(owner, release) || (owner.project !== undefined && owner.project !== release.project);

/** A repository that has got its remote since is the same by where it began. */
const isOfAnother = (
  {repository, origin}: Pick<Owner, 'repository' | 'origin'>,
  release: Release,
): boolean => {
  if (repository !== undefined) return repository !== release.repository;
  return origin !== undefined && (release.origin === undefined || !isSameOrigin(origin, release.origin));
};

/** Both, by what they differ in. */
const namesOf = (owner: Owner, release: Release): [string | undefined, string] => {
  if (!isOfAnother(owner, release)) return [owner.project, release.project];
  const ours =
    release.repository ?? (owner.repository === undefined ? withoutRemote(release.origin) : NO_REMOTE);
  return [owner.repository ?? withoutRemote(owner.origin), ours];
};

const NO_REMOTE = 'a project without a remote';

const withoutRemote = (origin: string | undefined): string =>
  origin === undefined ? NO_REMOTE : `${NO_REMOTE}, ${originWords(origin)}`;
