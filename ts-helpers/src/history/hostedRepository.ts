import {withoutEnd} from '../text/ends.ts';
import {gitAddress} from '../text/gitAddress.ts';

/** A repository that a host keeps. */
export interface HostedRepository {
  /** As its address says it. */
  host: string;
  /** `team/shop` */
  path: string;
}

/** Undefined for the address of something else. */
export const hostedRepository = (remote: string | null): HostedRepository | undefined => {
  const {scheme, host = '', path = ''} = gitAddress(remote ?? '') ?? {};
  const isHosted = host !== '' && (scheme === undefined ? !path.startsWith('/') : HOSTING.test(scheme));
  if (!isHosted || !PATH.test(path)) return undefined;
  return {host, path: withoutEnd(path.replace(/^\//, ''), '/').replace(/\.git$/, '')};
};

const HOSTING = /^(?:https?|ssh|git)$/;
const PATH = /^(?:\/[^?#\s]|[^/?#\s])[^?#\s]*$/;

/** `team/shop`, from the address of the repository; undefined where it is none. */
export const repositoryPath = (remote: string | null): string | undefined => hostedRepository(remote)?.path;

/**
 * Where a git host shows two commits side by side, from the address of the repository; undefined for hosts we do not
 * know (https://docs.github.com, https://support.atlassian.com/bitbucket-cloud, https://docs.gitlab.com).
 */
export const compareUrl = (remote: string | null, since: string, until: string): string | undefined => {
  const {host, path} = hostedRepository(remote) ?? {};
  if (host === undefined || path === undefined) return undefined;
  const base = `https://${host}/${path}`;
  if (/(^|\.)github\./.test(host)) return `${base}/compare/${since}...${until}`;
  if (host === 'bitbucket.org') return `${base}/branches/compare/${until}%0D${since}`;
  return /(^|\.)gitlab\./.test(host) ? `${base}/-/compare/${since}...${until}` : undefined;
};
