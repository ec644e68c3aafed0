import {UserError, warningOf} from '../../errors/userError.ts';
import type {Warning} from '../../result/result.ts';
import {capital} from '../../text/plain.ts';
import type {DeployFacts} from './facts.ts';
import type {Maintenance} from './page.ts';
import type {Proxy} from './proxy.ts';

export const maintenanceText = ({since, by}: Maintenance): string =>
  `maintenance is on since ${since}, by ${by}`;

export const warnOfMaintenance = ({
  maintenance,
  deadPage,
  proxies,
  release: {environment},
}: Pick<DeployFacts, 'maintenance' | 'deadPage' | 'proxies' | 'release'>): Warning[] => {
  const off = `countable maintenance off ${environment}`;
  const told = (message: string, remedy: string) =>
    warningOf(new UserError('MAINTENANCE_ON', message, {where: environment, remedy}));
  // It is refused, and that says all.
  if (maintenance?.isInPlace === true) return [];
  if (maintenance !== undefined)
    return [
      told(
        `${capital(maintenanceText(maintenance))}: no address is asked, and the page stays.`,
        `To give the site back: ${off}`,
      ),
    ];
  const astray = [...new Set(proxies.filter(({isHeld}) => isHeld).map(({service}) => service))];
  if (deadPage === undefined && astray.length > 0)
    return [
      told(
        `${astray.join(', ')} still leads to where a page of maintenance was: people get an error, whatever is deployed.`,
        `Lead it to the site again: ${off}`,
      ),
    ];
  if (deadPage === undefined) return [];
  const {since, by} = deadPage;
  return [
    told(
      `A page of maintenance, of ${since}, by ${by}, does not run, and was not cleared away: a proxy may lead to it, and a reboot start it.`,
      `Clear it away: ${off}`,
    ),
  ];
};

/** What was stopped for the page would be started, and its ports are taken. Throws MAINTENANCE_ON. */
export const refuseInPlace = ({
  maintenance,
  release: {environment},
}: Pick<DeployFacts, 'maintenance' | 'release'>): void => {
  if (!maintenance?.isInPlace) return;
  throw new UserError(
    'MAINTENANCE_ON',
    `${capital(maintenanceText(maintenance))}: its page stands in the place of the site, and has its ports.`,
    {where: environment, remedy: `End it first: countable maintenance off ${environment}`},
  );
};

/** What Compose fails with that cannot remove a network; undefined where it is not the page that is in it. */
export const networkHeld = (
  error: UserError,
  {maintenance, proxies, release: {environment}}: Pick<DeployFacts, 'maintenance' | 'proxies' | 'release'>,
): UserError | undefined => {
  if (maintenance === undefined || !error.message.includes('has active endpoints')) return undefined;
  const networks = proxies.flatMap(proxy => proxy.networks);
  const network = networks.find(name => error.message.includes(` ${name} `));
  if (network === undefined) return undefined;
  return new UserError(
    'MAINTENANCE_ON',
    `${capital(maintenanceText(maintenance))}: its page is in the network ${network}, which this release would make anew.`,
    {
      where: environment,
      remedy: `End it, and deploy again: countable maintenance off ${environment}`,
      cause: error,
    },
  );
};

export const unserved = (
  where: string,
  why: string,
  more: {remedy?: string; cause?: unknown} = {},
): UserError =>
  new UserError('MAINTENANCE_UNSERVED', `The page of maintenance cannot be served: ${why}.`, {
    where,
    ...more,
  });

/** Of a step that makes proxies anew. */
export const heldNotes = (
  {maintenance, proxies}: Pick<DeployFacts, 'maintenance' | 'proxies'>,
  services: readonly string[],
): string[] => {
  const anew = proxiesAmong(proxies, services);
  return maintenance === undefined || anew.length === 0
    ? []
    : [
        `${anew.join(', ')}: comes up last, and is led to the page of maintenance at once; in the second between it passes requests on.`,
      ];
};

const proxiesAmong = (proxies: readonly Proxy[], services: readonly string[]): string[] => [
  ...new Set(proxies.map(({service}) => service).filter(service => services.includes(service))),
];
