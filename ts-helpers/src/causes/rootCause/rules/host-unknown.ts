import type {Rule} from '../rule.ts';
import {hostRemedy, isPackageHost} from '../../hosts.ts';

const DOWNLOADS = new Set(['BUILD_FAILED', 'REGISTRY_UNREACHABLE']);

export const hostUnknown: Rule = {
  name: 'host-unknown',

  isConsequence: true,
  isUnreached: true,
  // What a build downloads lies outside, but for a name without a dot, which is a service's.
  whose: ({error: {code}, groups: {host}}) =>
    (host !== undefined && isPackageHost(host)) || (DOWNLOADS.has(code) && (host?.includes('.') ?? true))
      ? 'machine'
      : 'project',
  patterns: [
    /getaddrinfo (?:ENOTFOUND|EAI_AGAIN) (?<host>[^\s:]+)/,
    /[Cc]ould not resolve host(?:name)?:? (?<host>[^\s:;]+)/,
    /could not translate host name "(?<host>[^"]+)"/,
    /bad address '(?<host>[^':]+)/,
    /lookup (?<host>[^\s:]+)(?: on \S+)?: no such host/,
    /Unknown (?:MySQL |MariaDB )?server host '(?<host>[^']+)'/,
    /php_network_getaddresses: getaddrinfo(?: for (?<host>\S+))? failed/,
    /Temporary failure in name resolution/,
    /Temporary failure resolving '(?<host>[^']+)'/,
    /Name or service not known/,
    /Error -\d+ connecting to (?<host>[^\s:]+):/,
  ],
  sentence: ({groups: {host}}) =>
    host === undefined ? 'A host that it asks is not known here.' : `The host ${host} is not known here.`,
  remedy: seen => hostRemedy(seen),
};
