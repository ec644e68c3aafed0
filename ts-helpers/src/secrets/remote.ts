import {isToken, userEnd} from './finding/places.ts';

/**
 * The address of a repository without what lets somebody in: password, token, query. Who clones over HTTP has them in the
 * address, and whoever is to clone it has credentials of their own; the user of SSH is part of the address.
 */
export const withoutCredentials = (remote: string): string => {
  const {helper = '', scheme, rest = ''} = ADDRESS.exec(remote)?.groups ?? {};
  if (scheme === undefined)
    return remote.replace(SCP, (_, user: string, host: string) => loginOf(user) + host);
  const bare = rest.replace(/[?#].*$/s, '');
  const end = userEnd(rest);
  const user = end === -1 ? '' : rest.slice(0, end);
  const place = end === -1 ? bare : rest.slice(end + 1).replace(/[?#].*$/s, '');
  return `${helper}${scheme}://${/ssh|sftp/i.test(scheme) ? loginOf(user) : ''}${place}`;
};

const ADDRESS = /^(?<helper>[a-z\d-]+::)?(?<scheme>[a-z][a-z\d+.-]*):\/\/(?<rest>.*)$/is;
/** `git@host:team/shop.git`; a path of this machine has no @ before its colon. */
const SCP = /^(?<user>[^\s/]+)@(?<host>[^\s/@:]+:)/;

const loginOf = (user: string): string => {
  const name = user.split(':', 1)[0] ?? '';
  return name === '' ? '' : `${isToken(name) ? 'git' : name}@`;
};
