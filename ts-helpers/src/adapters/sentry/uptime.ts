import type {Monitor} from '../../domain/sentry/facts.ts';
import {UserError} from '../../errors.ts';
import {isRefusal, type SentryTransport} from './transport.ts';

/** Uptime monitors of a project. The API calls every detector a monitor. */
export interface SentryUptime {
  /** Undefined where the server has no monitors. Asked for once. */
  monitors(project: string): Promise<Monitor[] | undefined>;
  /** Throws SENTRY_UPTIME_REFUSED. */
  putUptime(project: string, uptime: {name: string; url: string; replaces?: string}): Promise<void>;
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
  const read = async (project: string): Promise<Monitor[] | undefined> =>
    (
      await list<DetectorAnswer>({path: inOrganization('detectors/'), query: {project}, needs: 'alerts:read'})
    )?.map(({id, name, type, enabled = true, dataSources}) => ({
      id,
      name,
      type,
      isEnabled: enabled,
      url: dataSources?.[0]?.queryObj?.url,
    }));
  const known = new Map<string, ReturnType<typeof read>>();
  return {
    monitors(project) {
      const asked = known.get(project) ?? read(project);
      known.set(project, asked);
      return asked;
    },

    async putUptime(project, {name, url, replaces}) {
      const place = inOrganization(
        replaces === undefined
          ? `projects/${encodeURIComponent(project)}/detectors/`
          : `detectors/${replaces}/`,
      );
      const method = replaces === undefined ? 'POST' : 'PUT';
      const make = () => write<object>({method, path: place, data: bodyOf(name, url), needs: WRITE});
      try {
        await once(make, async () => (await read(project))?.find(monitor => monitor.name === name));
      } catch (error) {
        if (!isRefusal(error, BAD_REQUEST) && !isRefusal(error, NOT_FOUND)) throw error;
        throw new UserError('SENTRY_UPTIME_REFUSED', `Sentry does not watch ${url}: ${error.message}`, {
          cause: error,
        });
      }
    },
  };
};

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
