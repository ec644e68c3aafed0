import type {GitHost} from '../plan/items.ts';

/** What Jenkins is told of jobs in every notation. */
export const SOURCE_ID = 'countable';
/** Of branches that are gone. */
export const DAYS_KEPT = 7;
/** New repositories of an organisation are looked for once a day. */
export const ORGANIZATION_SCAN_MINUTES = 24 * 60;
/** Strategies of the plugins of git hosts: all branches, and what a pull request makes of its target. */
export const ALL_BRANCHES = 3;
export const MERGED = 1;
/** What they call the address of the host. */
export const ADDRESS: Record<GitHost, string> = {github: 'apiUri', bitbucket: 'serverUrl'};
/** How often Jenkins looks into a repository that no webhook told it of. */
export const pollingSpec = (minutes: number): string => `H/${minutes} * * * *`;
