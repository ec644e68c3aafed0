import type {Alert, AlertChannel, WantedAlert} from '../plan/alerts.ts';
import type {SentryProject} from '../plan/facts.ts';
import {UserError} from '../../errors/userError.ts';
import type {NamedChannel} from './destination.ts';
import {alertOfRule, type Rule, ruleBody} from './rules.ts';
import type {SentryUptime} from './uptime.ts';
import {isRefusal, type SentryTransport} from './transport.ts';
import {alertOfWorkflow, type Workflow, workflowBody} from './workflows.ts';

/** Alerts of a project: workflows where the server has them, project rules where it has not, which it is asked. */
export interface SentryAlerts {
  /** Servers with rules have no monitors either. */
  alerts(project: SentryProject): Promise<{kind: 'workflows' | 'rules'; entries: Alert[]}>;
  /** Makes the alert, or brings the one of that id back. Throws SENTRY_CHANNEL_REFUSED. */
  putAlert(project: SentryProject, alert: WantedAlert, to: AlertPlace): Promise<void>;
}

/** Where an alert goes to, and what stands there already. */
interface AlertPlace {
  /** Id of the Slack workspace. */
  workspace: string;
  /** Channels that will do, the preferred first; Sentry takes those that have a name. */
  channels: readonly AlertChannel[];
  /** Id of the alert that is brought back. */
  replaces?: string;
}

const READ = 'alerts:read';
const WRITE = 'alerts:write';

/** What a kind of alert is to the API. */
interface Kind {
  name: 'workflows' | 'rules';
  list(): Promise<Alert[] | undefined>;
  write(alert: WantedAlert, place: AlertPlace & {channel: NamedChannel}): Promise<object>;
}

export const alertsOf = (transport: SentryTransport, detectors: SentryUptime['monitors']): SentryAlerts => {
  const kinds = (project: SentryProject) =>
    [workflows(transport, project, detectors), rules(transport, project)] as const;
  const known = new Map<string, Kind>();

  const alerts: SentryAlerts['alerts'] = async project => {
    for (const kind of kinds(project)) {
      const found = await kind.list();
      if (found === undefined) continue;
      known.set(project.id, kind);
      return {kind: kind.name, entries: found};
    }
    throw new UserError('SERVICE_REFUSED', 'This Sentry has neither workflows nor project rules.', {
      remedy: 'Update the server: self-hosted releases of the last years have one or the other.',
    });
  };

  return {
    alerts,

    async putAlert(project, alert, place) {
      if (!known.has(project.id)) await alerts(project);
      const kind = known.get(project.id) as Kind;
      const refusals: string[] = [];
      for (const channel of place.channels.filter(hasName)) {
        try {
          await transport.once<object>(
            () => kind.write(alert, {...place, channel}),
            async () => (await kind.list())?.find(({name}) => name === alert.name),
          );
          return;
        } catch (error) {
          if (!isAboutChannel(error)) throw error;
          refusals.push(`${channel.name} (${error.message})`);
        }
      }
      throw new UserError('SENTRY_CHANNEL_REFUSED', `Sentry cannot write to ${refusals.join(', nor to ')}.`);
    },
  };
};

const hasName = (channel: AlertChannel): channel is NamedChannel => channel.name !== undefined;

const BAD_REQUEST = 400;

/** Sentry looks a channel up in Slack before it takes an alert, and says so in words only. */
const isAboutChannel = (error: unknown): error is Error =>
  isRefusal(error, BAD_REQUEST) && /channel|slack/i.test(error.message);

/** Issues of every kind come from `issue_stream`; older servers have one detector for errors. */
const SOURCES = ['issue_stream', 'error'];

const workflows = (
  {list, find, write, inOrganization}: SentryTransport,
  project: SentryProject,
  detectors: SentryUptime['monitors'],
): Kind => {
  const path = inOrganization('workflows/');
  return {
    name: 'workflows',

    async list() {
      // Servers of before June 2026 take an id here, and no slug.
      const query = {project: project.id};
      return (await list<Workflow>({path, query, needs: READ, isRecent: true}))?.map(alertOfWorkflow);
    },

    async write(alert, {replaces, ...place}) {
      const known = (await detectors(project)) ?? [];
      const source = SOURCES.map(type => known.find(detector => detector.type === type)).find(Boolean);
      const destination = {...place, detectors: source ? [source.id] : []};
      if (replaces === undefined) {
        return await write<Workflow>({path, data: workflowBody(alert, destination), needs: WRITE});
      }
      const own = {path: `${path}${encodeURIComponent(replaces)}/`, needs: WRITE};
      const before = await find<Workflow>(own);
      const data = {id: replaces, ...workflowBody(alert, destination, before)};
      return await write<Workflow>({...own, method: 'PUT', data});
    },
  };
};

const rules = ({list, find, write, inProject}: SentryTransport, {slug}: SentryProject): Kind => {
  const path = inProject(slug, 'rules/');
  return {
    name: 'rules',

    async list() {
      return (await list<Rule>({path, needs: READ}))?.map(alertOfRule);
    },

    async write(alert, {replaces, ...place}) {
      const destination = {...place, detectors: []};
      if (replaces === undefined) {
        return stood(await write<Partial<Rule>>({path, data: ruleBody(alert, destination), needs: WRITE}));
      }
      const own = {path: `${path}${encodeURIComponent(replaces)}/`, needs: WRITE};
      const before = await find<Rule>(own);
      const data = ruleBody(alert, destination, before);
      return stood(await write<Partial<Rule>>({...own, method: 'PUT', data}));
    },
  };
};

/** Where Slack takes long to find a channel, Sentry says so, and goes on by itself. */
const stood = (rule: Partial<Rule>): object => {
  if (rule.id !== undefined) return rule;
  throw new UserError('SENTRY_CHANNEL_REFUSED', 'Sentry is still asking Slack for the channel.', {
    remedy: 'Run it again in some minutes: it sees then whether the alert stands.',
  });
};
