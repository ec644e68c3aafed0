import {gitAddress} from '../text/gitAddress.ts';

/**
 * One name for a repository, however its address is written: `git.example.org/team/shop` from
 * `git@git.example.org:team/shop.git`, `ssh://git@git.example.org:22/team/shop` and
 * `https://user:token@Git.example.org/team/shop.git/` alike. A repository on this machine is named by its path.
 */
export const repositoryId = (address: string | null): string | undefined => {
  if (address === null || address.trim() === '') return undefined;
  const {host, path} = placeOf(address.trim());
  const known = HOSTS.get(host) ?? host;
  const clean = withoutDecoration(decoded(path));
  if (known === '') return clean;
  const relative = clean.replace(/^\//, '');
  const own = known === AZURE ? relative.replace(/^v3\//, '').replace('/_git/', '/') : relative;
  return `${known}/${CASELESS.has(known) ? own.toLowerCase() : own}`;
};

const placeOf = (address: string): {host: string; path: string} => {
  const {scheme, host, path} = gitAddress(address) ?? {host: '', path: address};
  return {host: scheme === 'file' ? '' : lower(host), path};
};

const lower = (host: string): string => host.toLowerCase().replace(/\.$/, '');

/** It writes the path in one way over SSH and in another over HTTPS. */
const AZURE = 'dev.azure.com';

/** Other names of the same hosts, for networks that let only some ports through. */
const HOSTS: ReadonlyMap<string, string> = new Map([
  ['www.github.com', 'github.com'],
  ['ssh.github.com', 'github.com'],
  ['altssh.gitlab.com', 'gitlab.com'],
  ['altssh.bitbucket.org', 'bitbucket.org'],
  ['ssh.dev.azure.com', AZURE],
]);

/** Hosts that find `Team/Shop` under `team/shop`. */
const CASELESS: ReadonlySet<string> = new Set(['github.com', 'gitlab.com', 'bitbucket.org', AZURE]);

/** Bitbucket Server has `/scm/` before the path over HTTPS alone; a branch of Subversion is no repository. */
const withoutDecoration = (path: string): string =>
  path
    .replace(/[?#].*/s, '')
    .replace(/\/{2,}/g, '/')
    .replace(/\/$/, '')
    .replace(/\.git$/, '')
    .replace(/^\/scm\//, '/')
    .replace(/\/(?:trunk|(?:branches|tags)\/[^/]+)$/, '');

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    // It has a bare % and was never encoded.
    return text;
  }
};
