import {isBroken} from '../health/services.ts';
import {logOf} from './looking.ts';
import type {Seen} from './rootCause/rule.ts';

/** Where images and packages come from, which nobody wrote wrongly: that they cannot be reached is the machine's. */
export const isPackageHost = (host: string): boolean => PACKAGE_HOSTS.test(host);

const PACKAGE_HOSTS =
  /^(?:[\w-]+\.)*(?:docker\.(?:io|com)|ghcr\.io|quay\.io|gcr\.io|registry\.k8s\.io|mcr\.microsoft\.com|npmjs\.(?:org|com)|yarnpkg\.com|pypi\.org|pythonhosted\.org|rubygems\.org|packagist\.org|maven\.org|apache\.org|gradle\.org|golang\.org|crates\.io|nuget\.org|debian\.org|ubuntu\.com|alpinelinux\.org|github\.com|githubusercontent\.com|nodesource\.com|postgresql\.org)$/i;

/** What package managers say that could not reach their index, and not a program that could not reach a service. */
export const isOfAnIndex = (line: string): boolean =>
  /npm (?:ERR!|error) |\(Retry\(total=|golang\.org|while downloading https?:|transfer artifact|Failed to fetch http/.test(
    line,
  );

/** What to do about a name that is not known: by whether it is a service, and how that stands. */
export const hostRemedy = (seen: Seen): string => {
  const {
    error,
    groups: {host},
    service,
  } = seen;
  const services = error.evidence.services ?? [];
  if (host === undefined)
    return 'See which name it asks for: a service of the project has to run in the same network; for another host check DNS and network of the agent.';
  const own = services.find(other => other.service === host);
  if (own !== undefined && isBroken(own))
    return `The service ${host} has ended, and is not known any more: what its log says is the cause. See it: ${logOf(host, seen)}`;
  if (own !== undefined)
    return `The service ${host} is there: put both into the same network (\`networks:\`), and where ${service ?? 'the other'} does not wait for it yet: \`depends_on: [${host}]\`.`;
  // Nobody of the project wrote that name.
  if (isPackageHost(host))
    return `See whether the agent knows it (getent hosts ${host}), and what DNS it is given: /etc/resolv.conf.`;
  if (host.includes('.'))
    return `Correct the name, or see whether the agent knows it (getent hosts ${host}), and what DNS it is given: /etc/resolv.conf.`;
  // Of failed tests the log does not tell whose it is.
  const asking = [service, error.where?.replace(/^service /, '')];
  const names = services.map(other => other.service).filter(name => !asking.includes(name));
  const there = names.length === 0 ? 'no other service' : names.join(', ');
  return `No service is called ${host}; there is ${there}. Correct the name, or start the service that it means in the same network.`;
};
