import {environmentTitle} from '../../project/conventions.ts';
import {UserError} from '../../errors/userError.ts';
import {type KeptRelease, newestFirst} from './kept.ts';

/** Why there is nothing to return to, and what there is. */
export const noRelease = (
  environment: string,
  {kept, to}: {kept: readonly KeptRelease[]; to: string | undefined},
): UserError => {
  const where = environmentTitle(environment);
  const versions = [...new Set(newestFirst(kept).map(({release}) => release.version))];
  if (to !== undefined && versions.length > 0)
    return new UserError('NO_RELEASE', `No release of ${where} that begins with ${to} is kept.`, {
      where: `--to ${to}`,
      remedy: `Name one of these: ${versions.join(', ')}. Any other commit is deployed: git checkout ${to}, and countable deploy ${environment}.`,
    });
  return new UserError('NO_RELEASE', `No release of ${where} from before is kept on this host.`, {
    where,
    remedy: `Each deploy keeps its own from now on. Until then deploy the commit again: git checkout, and countable deploy ${environment}.`,
  });
};

export const notOnThisHost = (
  {release: {version, commit, environment}}: KeptRelease,
  images: readonly string[],
): UserError =>
  new UserError('NO_RELEASE', `Images of ${version} are not on this host any more: ${images.join(', ')}.`, {
    where: images[0] ?? '',
    remedy: `Somebody removed them. Deploy the commit again: git checkout ${commit ?? version}, and countable deploy ${environment}.`,
  });
