import {type GitAddress, gitAddress} from '../text/gitAddress.ts';
import {isToken} from './finding/places.ts';

/**
 * The address of a repository without what lets somebody in: password, token, query. Who clones over HTTP has them in the
 * address, and whoever is to clone it has credentials of their own; the user of SSH is part of the address.
 */
export const withoutCredentials = (remote: string): string => {
  const [helper = ''] = HELPER.exec(remote) ?? [];
  const helped = gitAddress(remote.slice(helper.length));
  return helped?.scheme === undefined ? bare(gitAddress(remote), remote) : helper + bare(helped, remote);
};

/** What git is to speak to a host by, `persistent-https::`, before the address. */
const HELPER = /^[a-z\d-]+::/i;

const bare = (parts: GitAddress | undefined, remote: string): string => {
  if (parts === undefined) return remote;
  const {scheme, user, host, port, path} = parts;
  if (scheme === undefined) return user === '' ? remote : `${loginOf(user)}${host}:${path}`;
  const login = /ssh|sftp/i.test(scheme) ? loginOf(user) : '';
  const place = port === undefined ? host : `${host}:${port}`;
  return `${scheme}://${login}${place}${path.replace(/[?#].*$/s, '')}`;
};

const loginOf = (user: string): string => {
  const name = user.split(':', 1)[0] ?? '';
  return name === '' ? '' : `${isToken(name) ? 'git' : name}@`;
};
