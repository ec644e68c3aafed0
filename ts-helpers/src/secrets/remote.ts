import {gitAddress} from '../text/gitAddress.ts';
import {isToken} from './finding/places.ts';

/**
 * The address of a repository without what lets somebody in: password, token, query. Who clones over HTTP has them in the
 * address, and whoever is to clone it has credentials of their own; the user of SSH is part of the address.
 */
export const withoutCredentials = (remote: string): string => {
  const [, helper = '', address = ''] = HELPER.exec(remote) ?? [];
  const parts = gitAddress(address);
  if (parts === undefined) return remote;
  const {scheme, user, host, port, path} = parts;
  if (scheme === undefined) return user === '' ? remote : `${helper}${loginOf(user)}${host}:${path}`;
  const login = /ssh|sftp/i.test(scheme) ? loginOf(user) : '';
  const place = port === undefined ? host : `${host}:${port}`;
  return `${helper}${scheme}://${login}${place}${path.replace(/[?#].*$/s, '')}`;
};

/** What git is to speak to a host by, `persistent-https::`, before the address. */
const HELPER = /^([a-z\d-]+::(?=[a-z][a-z\d+.-]*:\/\/))?(.*)$/is;

const loginOf = (user: string): string => {
  const name = user.split(':', 1)[0] ?? '';
  return name === '' ? '' : `${isToken(name) ? 'git' : name}@`;
};
