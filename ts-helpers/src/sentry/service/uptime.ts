import type {Monitor, SentryProject} from '../plan/facts.ts';
import {UserError} from '../../errors/userError.ts';
import {isRefusal, type SentryTransport} from './transport.ts';

/** Uptime monitors of a project. The API calls every detector a monitor. */
export interface SentryUptime {
  /** Undefined where the server has no monitors. Asked for once. */
  monitors(project: SentryProject): Promise<Monitor[] | undefined>;
  /** Throws SENTRY_UPTIME_REFUSED, also where it was made and is not switched on. */
  putUptime(project: SentryProject, uptime: {name: string; url: string; replaces?: string}): Promise<void>;
}

/** Sentry's name of the detector behind an uptime monitor. */
const UPTIME = 'uptime_domain_failure';
const WRITE = 'alerts:write';
const BAD_REQUEST = 400;
/** Of servers that know no monitors. */
const NOT_FOUND = 404;

interface DetectorAnswer {
  id: string;
  name: string;
  type: string;
  enabled?: boolean;
  dataSources?: {queryObj?: {url?: string}}[] | null;
}

export const uptimeOf = ({list, write, once, inOrganization}: SentryTransport): SentryUptime => {
  const ofAll = inOrganization('detectors/');
  // Servers of before June 2026 take an id here, and no slug.
  const read = async ({id}: SentryProject): Promise<Monitor[] | undefined> =>
    (
      await list<DetectorAnswer>({path: ofAll, query: {project: id}, needs: 'alerts:read', isRecent: true})
    )?.map(monitorOf);
  const make = async ({id}: SentryProject, data: object): Promise<DetectorAnswer> => {
    const asked = {data, needs: WRITE, isRecent: true} as const;
    try {
      return await write({...asked, path: inOrganization(`projects/${encodeURIComponent(id)}/detectors/`)});
    } catch (error) {
      if (!isRefusal(error, NOT_FOUND)) throw error;
      // As servers of before 2026 make them.
      return write({...asked, path: ofAll, data: {...data, projectId: id}});
    }
  };
  const known = new Map<string, ReturnType<typeof read>>();
  return {
    monitors(project) {
      const asked = known.get(project.id) ?? read(project);
      known.set(project.id, asked);
      return asked;
    },

    async putUptime(project, {name, url, replaces}) {
      const data = bodyOf(name, url);
      const path = `${ofAll}${encodeURIComponent(replaces ?? '')}/`;
      try {
        const {isEnabled} = await once(
          async () =>
            monitorOf(
              replaces === undefined
                ? await make(project, data)
                : await write<DetectorAnswer>({method: 'PUT', path, data, needs: WRITE}),
            ),
          async () => (await read(project))?.find(monitor => monitor.name === name),
        );
        if (!isEnabled) throw unseated(url);
      } catch (error) {
        if (!isRefusal(error, BAD_REQUEST) && !isRefusal(error, NOT_FOUND)) throw error;
        throw new UserError('SENTRY_UPTIME_REFUSED', `Sentry does not watch ${url}: ${error.message}`, {
          cause: error,
        });
      }
    },
  };
};

const monitorOf = ({id, name, type, enabled = true, dataSources}: DetectorAnswer): Monitor => ({
  id,
  name,
  type,
  isEnabled: enabled,
  url: dataSources?.[0]?.queryObj?.url,
});

/** Sentry's own way to say so: the monitor is made, and stays off. */
const unseated = (url: string): UserError =>
  new UserError(
    'SENTRY_UPTIME_REFUSED',
    `Sentry does not watch ${url}: the organisation has no seat left for one more uptime monitor, so that it made it switched off.`,
    {
      remedy:
        'Have a seat more in Sentry (Settings, Subscription) and switch the monitor on, or set `sentry: {uptime: none}`.',
    },
  );

const INTERVAL_S = 60;
const TIMEOUT_MS = 10_000;
/** Sentry's own defaults: three failed checks in a row make an outage, one good one ends it. */
const DOWN_AFTER = 3;
const UP_AFTER = 1;
const MANUAL = 1;

const bodyOf = (name: string, url: string): object => ({
  name,
  type: UPTIME,
  enabled: true,
  data_sources: [{url, intervalSeconds: INTERVAL_S, timeoutMs: TIMEOUT_MS, method: 'GET'}],
  config: {mode: MANUAL, environment: null, downtimeThreshold: DOWN_AFTER, recoveryThreshold: UP_AFTER},
  condition_group: {
    logic_type: 'any',
    conditions: [
      {type: 'eq', comparison: 'failure', conditionResult: 75},
      {type: 'eq', comparison: 'success', conditionResult: 0},
    ],
  },
});
