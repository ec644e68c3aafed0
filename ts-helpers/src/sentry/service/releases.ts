import type {Commit} from '../../history/changes.ts';
import {isLink} from '../plan/link.ts';
import type {SentryTransport} from './transport.ts';

/** Releases and their deploys. */
export interface SentryReleases {
  /** Tells of a release; telling of it again changes nothing (208 instead of 201). */
  createRelease(release: SentryRelease): Promise<void>;
  createDeploy(version: string, deploy: SentryDeploy): Promise<void>;
}

interface SentryRelease {
  version: string;
  /** Slug: 23.x takes no id here. */
  project: string;
  /** `team/shop`; undefined where nothing tells it. */
  repository: string | undefined;
  /** Newest first. */
  commits: readonly Commit[];
}

/** Times are ISO 8601, UTC. */
interface SentryDeploy {
  project: string;
  environment: string;
  name: string;
  url: string | undefined;
  dateStarted: string;
  dateFinished: string;
}

/** Lengths that every Sentry takes: of 23.x, which refuses the whole release for one more, an address has 75. */
const LONGEST = {repository: 64, name: 128, email: 75, deploy: 64};
const NEEDS = 'project:write';

export const releasesOf = ({write, list, once, inOrganization}: SentryTransport): SentryReleases => ({
  async createRelease({version, project, repository, commits}) {
    const data = {
      version,
      projects: [project],
      ...(commits.length > 0 && {
        commits: commits.map(({id, author, subject}) => ({
          id,
          ...(repository !== undefined && {repository: repository.slice(-LONGEST.repository)}),
          message: subject,
          author_name: author.name.slice(0, LONGEST.name),
          // Cut, it would be another's.
          ...(author.email.length <= LONGEST.email && {author_email: author.email}),
        })),
      }),
    };
    const make = () => write<object>({path: inOrganization('releases/'), data, needs: NEEDS});
    await once(make, () => Promise.resolve(undefined));
  },

  async createDeploy(version, {project, environment, name, url, dateStarted, dateFinished}) {
    const path = inOrganization(`releases/${encodeURIComponent(version)}/deploys/`);
    const short = name.slice(-LONGEST.deploy);
    const link = url !== undefined && isLink(url) ? url : undefined;
    const data = {
      environment,
      name: short,
      ...(link !== undefined && {url: link}),
      dateStarted,
      dateFinished,
      projects: [project],
    };
    await once<object>(
      () => write<object>({path, data, needs: NEEDS}),
      async () =>
        (await list<{name: string | null; dateStarted: string | null}>({path, needs: NEEDS}))?.find(
          deploy => deploy.name === short && sameMoment(deploy.dateStarted, dateStarted),
        ),
    );
  },
});

const sameMoment = (one: string | null, other: string): boolean =>
  one !== null && new Date(one).getTime() === new Date(other).getTime();
