/**
 * One name for a repository, however its address is written: `git.example.org/team/shop` from
 * `git@git.example.org:team/shop.git`, `ssh://git@git.example.org:22/team/shop` and
 * `https://user:token@Git.example.org/team/shop.git/` alike. A repository on this machine is named by its path.
 */
export const repositoryId = (address: string | null): string | undefined => {
  if (address === null || address.trim() === '') return undefined;
  const {host, path} = parted(address.trim());
  const known = HOSTS.get(host) ?? host;
  const clean = withoutDecoration(decoded(path));
  if (known === '') return clean;
  const relative = clean.replace(/^\//, '');
  const own = known === AZURE ? relative.replace(/^v3\//, '').replace('/_git/', '/') : relative;
  return `${known}/${CASELESS.has(known) ? own.toLowerCase() : own}`;
};

const parted = (address: string): {host: string; path: string} => {
  const [, scheme, rest = ''] = /^([a-z][a-z0-9+.-]*):\/\/(.*)$/i.exec(address) ?? [];
  if (scheme !== undefined) {
    const end = rest.includes('/') ? rest.indexOf('/') : rest.length;
    const authority = rest.slice(rest.slice(0, end).lastIndexOf('@') + 1, end);
    const host = /^(?:\[[^\]]*\]|[^:]*)/.exec(authority)?.[0];
    return {host: scheme === 'file' ? '' : lower(host), path: rest.slice(end)};
  }
  // As scp writes it; a colon behind a slash belongs to a path of this machine.
  const scp = /^(?:[^@/]*@)?(?<host>\[[^\]]*\]|[^:/]+):(?<path>.+)$/.exec(address)?.groups;
  return scp ? {host: lower(scp['host']), path: scp['path'] ?? ''} : {host: '', path: address};
};

const lower = (host = ''): string => host.toLowerCase().replace(/\.$/, '');

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
