import type {Sentry} from '../../ts-helpers/src/sentry/service.ts';
import type {Alert} from '../../ts-helpers/src/sentry/plan/alerts.ts';
import type {ClientKey, Monitor, SentryProject} from '../../ts-helpers/src/sentry/plan/facts.ts';
import {UserError} from '../../ts-helpers/src/errors/userError.ts';

type Releases = Parameters<Sentry['createRelease']>[0];
type Deploys = {version: string} & Parameters<Sentry['createDeploy']>[1];

/** A Sentry in memory, held to the real one by test/contract/sentry.ts. */
export interface FakeSentry extends Sentry {
  readonly projects: SentryProject[];
  readonly clientKeys: Map<string, ClientKey[]>;
  readonly allAlerts: Map<string, Alert[]>;
  readonly allMonitors: Monitor[];
  readonly releases: Releases[];
  readonly deploys: Deploys[];
  /** Slack workspaces that are connected. */
  readonly connected: {id: string; name: string}[];
  /** Errors that come in place of an answer, by the method that is called. */
  readonly failing: Map<keyof Sentry, Error>;
}

export const createFakeSentry = (): FakeSentry => {
  let id = 1;
  const next = () => String(id++);
  const projects: SentryProject[] = [];
  const clientKeys = new Map<string, ClientKey[]>();
  const allAlerts = new Map<string, Alert[]>();
  const allMonitors: Monitor[] = [];
  const releases: Releases[] = [];
  const deploys: Deploys[] = [];
  const connected = [{id: '7', name: 'Acme'}];
  const failing: FakeSentry['failing'] = new Map();

  const sentry: Sentry = {
    organization: 'acme',
    url: 'https://sentry.example.org',

    async project(slug) {
      return projects.find(one => one.slug === slug);
    },
    async teams() {
      return ['web'];
    },
    async createProject({team, slug}) {
      if (team !== 'web') throw new UserError('SENTRY_TEAM_UNKNOWN', `There is no team ${team}.`);
      if (projects.some(one => one.slug === slug))
        throw new UserError('SENTRY_SLUG_TAKEN', `The name ${slug} is taken.`);
      const project = {id: next(), slug, teams: [team]};
      projects.push(project);
      clientKeys.set(slug, [
        {
          id: next(),
          name: 'Default',
          isActive: true,
          dsn: `https://default@sentry.example.org/${project.id}`,
        },
      ]);
      return project;
    },
    async keys(slug) {
      return [...(clientKeys.get(slug) ?? [])];
    },
    async createKey(slug, name) {
      const key = {id: next(), name, isActive: true, dsn: `https://k${id}@sentry.example.org/1`};
      clientKeys.get(slug)?.push(key);
      return key;
    },
    async renameKey(slug, key, name) {
      const found = clientKeys.get(slug)?.find(one => one.id === key);
      if (found) found.name = name;
    },
    async workspaces() {
      return [...connected];
    },

    async alerts({slug}) {
      return {kind: 'workflows', entries: [...(allAlerts.get(slug) ?? [])]};
    },
    async putAlert({slug}, {name, watches, spike}, {workspace, channels: [channel], replaces}) {
      const others = (allAlerts.get(slug) ?? []).filter(one => one.id !== replaces);
      const to = {workspace, channel: channel?.name ?? '', channelId: channel?.id};
      const detectors = allMonitors.map(one => one.id);
      const alert = {id: replaces ?? next(), name, enabled: true, watches, channels: [to], detectors};
      allAlerts.set(slug, [...others, {...alert, spike: watches.includes('spiking') ? spike : undefined}]);
    },
    async monitors() {
      return [...allMonitors];
    },
    async putUptime(_, {name, url, replaces}) {
      const index = allMonitors.findIndex(one => one.id === replaces);
      const monitor = {id: replaces ?? next(), name, type: 'uptime_domain_failure', isEnabled: true, url};
      allMonitors.splice(index === -1 ? allMonitors.length : index, index === -1 ? 0 : 1, monitor);
    },

    async createRelease(release) {
      if (!releases.some(({version}) => version === release.version)) releases.push(release);
    },
    async createDeploy(version, deploy) {
      deploys.push({version, ...deploy});
    },
  };
  return {
    ...failingWhereTold(sentry, failing),
    projects,
    clientKeys,
    allAlerts,
    allMonitors,
    releases,
    deploys,
    connected,
    failing,
  };
};

const failingWhereTold = (sentry: Sentry, failing: FakeSentry['failing']): Sentry =>
  Object.fromEntries(
    Object.entries(sentry).map(([name, value]: [string, unknown]) => [
      name,
      typeof value !== 'function'
        ? value
        : async (...args: unknown[]) => {
            const error = failing.get(name as keyof Sentry);
            if (error !== undefined) throw error;
            return (value as (...args: unknown[]) => unknown)(...args);
          },
    ]),
  ) as unknown as Sentry;
