/** The address of a repository that is not on this machine, in its parts as they are written. */
export interface GitAddress {
  /** `https`; undefined as scp writes an address, which is SSH. */
  scheme: string | undefined;
  /** With the password, where there is one; empty where there is no user. */
  user: string;
  /** `[::1]` in its brackets. */
  host: string;
  port: string | undefined;
  /** What follows them, the slash at its beginning, a query and all. */
  path: string;
}

/**
 * `ssh://git@host:22/team/shop`, `https://ada:s3cret@host/team/shop.git` and `git@host:team/shop.git` alike; undefined for a
 * path of this machine, where a colon comes behind a slash.
 */
export const gitAddress = (address: string): GitAddress | undefined => {
  const {scheme, rest = ''} = WITH_SCHEME.exec(address)?.groups ?? {};
  if (scheme === undefined) {
    const {user = '', host, path = ''} = AS_SCP.exec(address)?.groups ?? {};
    return host === undefined ? undefined : {scheme, user, host, port: undefined, path};
  }
  const end = userEnd(rest);
  const {host = '', port, path = ''} = PLACE.exec(rest.slice(end + 1))?.groups ?? {};
  return {scheme, user: rest.slice(0, Math.max(end, 0)), host, port, path};
};

const WITH_SCHEME = /^(?<scheme>[a-z][a-z\d+.-]*):\/\/(?<rest>.*)$/is;
const PLACE = /^(?<host>\[[^\]]*\]|[^:/?#]*)(?::(?<port>[^/?#]*))?(?<path>.*)$/s;
const AS_SCP = /^(?:(?<user>[^\s/]*)@)?(?<host>\[[\da-f:.]*\]|[^\s/@:]+):(?<path>.*)$/is;

/** Where the @ behind user and password stands. A password with / ? or # in it should be encoded, and often is not. */
export const userEnd = (rest: string): number => {
  const authority = /^[^/?#]*/.exec(rest)?.[0] ?? '';
  const inAuthority = authority.lastIndexOf('@');
  const isHost = /^(?:\[[^\]]*\]|[^:]*)(?::\d*)?$/.test(authority);
  return inAuthority !== -1 || isHost ? inAuthority : rest.indexOf('@');
};
