import type {Warning} from '../../result/result.ts';
import type {Alert} from './alerts.ts';

/** What a Sentry server holds of a project. */
export interface SentryFacts {
  organization: string;
  /** Undefined where there is none of that slug. */
  project: SentryProject | undefined;
  /** Slugs; asked for only where a project is to be made. */
  teams: readonly string[];
  keys: readonly ClientKey[];
  /** Undefined where Sentry does not tell them. */
  alerts: readonly Alert[] | undefined;
  /** Slack workspaces that alerts can go to; undefined where Sentry does not tell them. */
  workspaces: readonly {id: string; name: string}[] | undefined;
  /** Undefined where this server knows no monitors, does not tell them, or was not asked. */
  monitors: readonly Monitor[] | undefined;
  /** Why something is not told. */
  problems: readonly Warning[];
}

export interface SentryProject {
  id: string;
  slug: string;
  teams: readonly string[];
}

/** A client key: a DSN with a name. */
export interface ClientKey {
  id: string;
  name: string;
  isActive: boolean;
  dsn: string;
}

/** A detector, in the API's words. */
export interface Monitor {
  id: string;
  name: string;
  type: string;
  isEnabled: boolean;
  /** Of an uptime monitor: what it asks. */
  url: string | undefined;
}
