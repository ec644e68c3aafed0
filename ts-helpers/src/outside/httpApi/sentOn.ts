import {ServiceError} from '../serviceError.ts';

export const isSentOn = ({status}: {status: number}): boolean => status >= 300 && status < 400;

const LONGEST_ADDRESS = 200;

/** A token goes to no other address than its own, so that nothing was done there. */
export const sentOn = (
  {headers}: {headers: Headers},
  {url, urlFrom}: {url: string; urlFrom: string},
): ServiceError => {
  const location = headers.get('location') ?? '';
  const better = otherScheme(location, url);
  const remedy = better === undefined ? {} : {remedy: `Set ${urlFrom} to ${better}.`};
  const message = `${url} sends on to ${location.slice(0, LONGEST_ADDRESS) || 'elsewhere'}.`;
  return new ServiceError('NOT_THE_SERVICE', message, {where: urlFrom, ...remedy});
};

/** The address of the service with the scheme that its host wants: it is what most proxies send on for. */
const otherScheme = (location: string, url: string): string | undefined => {
  if (!URL.canParse(location, url)) return undefined;
  const {protocol, host, hostname} = new URL(location, url);
  const own = new URL(url);
  const isSame = hostname === own.hostname && protocol !== own.protocol && protocol === 'https:';
  return isSame ? `https://${host}${own.pathname.replace(/\/$/, '')}/` : undefined;
};
