import {UserError, warningOf} from '../../errors/userError.ts';
import type {Warning} from '../../result/result.ts';
import type {Pin} from './pins.ts';

/** Of the container with the page: of which deploy it is, and who wanted it when. */
export const LABEL = 'countable.maintenance';
export const SINCE = `${LABEL}.since`;
export const BY = `${LABEL}.by`;

export interface Maintenance {
  since: string;
  by: string;
  /** What proxies hold for it, by their services. */
  held: Readonly<Record<string, readonly Pin[]>>;
}

export const maintenanceText = ({since, by}: Maintenance): string => `which is on since ${since}, by ${by}`;

export const warnOfMaintenance = (maintenance: Maintenance | undefined, environment: string): Warning[] => {
  if (maintenance === undefined) return [];
  const {since, by} = maintenance;
  const message = `Maintenance is on since ${since}, by ${by}: no address is asked.`;
  const remedy = `To give the site back: countable maintenance off ${environment}`;
  return [warningOf(new UserError('MAINTENANCE_ON', message, {where: environment, remedy}))];
};
