import {environmentTitle} from '../../project/conventions.ts';
import {deployCommand} from '../../project/preview.ts';
import {UserError} from '../../errors/userError.ts';
import type {Release} from '../../project/release.ts';
import {type KeptRelease, newestFirst} from './kept.ts';
import type {Meant} from './meant.ts';

interface Asked {
  kept: readonly KeptRelease[];
  live: Release | undefined;
  meant: Meant | undefined;
}

/** Why there is nothing to return to, and what there is. */
export const noRelease = (environment: string, {kept, live, meant}: Asked): UserError => {
  const where = environmentTitle(environment);
  const others = otherVersions(kept, live);
  if (meant === undefined || others.length === 0)
    return new UserError('NO_RELEASE', `No release of ${where} from before is kept on this host.`, {
      where,
      remedy: `Each deploy keeps its own from now on. Until then deploy the commit again: git checkout, and ${deployCommand(environment)}.`,
    });
  const {written, beginning, isName} = meant;
  const message = isName
    ? `${written} is ${shortOf(beginning)}, and no release of ${where} of that commit is kept.`
    : `No release of ${where} that begins with ${written} is kept.`;
  return new UserError('NO_RELEASE', message, {
    where: `--to ${written}`,
    remedy: `${oneOf(others)} Any other commit is deployed: git checkout ${written}, and ${deployCommand(environment)}.`,
  });
};

/** Whoever names a branch means something that has changed. */
export const isLive = (
  environment: string,
  {kept, live, meant: {written, beginning}}: Asked & {live: Release; meant: Meant},
): UserError =>
  new UserError(
    'NO_RELEASE',
    `${written} is ${shortOf(beginning)}, which is live in ${environmentTitle(environment)} already.`,
    {
      where: `--to ${written}`,
      remedy: [
        oneOf(otherVersions(kept, live)),
        `To bring up again what is live: countable rollback ${environment} --to ${live.version}`,
      ]
        .filter(Boolean)
        .join(' '),
    },
  );

const otherVersions = (kept: readonly KeptRelease[], live: Release | undefined): string[] => {
  const versions = newestFirst(kept).map(({release}) => release.version);
  return [...new Set(versions)].filter(version => version !== live?.version);
};

const oneOf = (versions: readonly string[]): string =>
  versions.length === 0 ? '' : `Name one of these: ${versions.join(', ')}.`;

const shortOf = (commit: string): string => commit.slice(0, 12);

export const notOnThisHost = (
  {release: {version, commit, environment}}: KeptRelease,
  images: readonly string[],
): UserError =>
  new UserError('NO_RELEASE', `Images of ${version} are not on this host any more: ${images.join(', ')}.`, {
    where: images[0] ?? '',
    remedy: `Somebody removed them. Deploy the commit again: git checkout ${commit ?? version}, and ${deployCommand(environment)}.`,
  });
