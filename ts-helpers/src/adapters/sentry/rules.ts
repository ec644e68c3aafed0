import type {Alert, WantedAlert, Watch} from '../../domain/sentry/alerts.ts';
import type {Destination} from './destination.ts';

/** A project's issue alert rule as servers without workflows tell it (https://docs.sentry.io/api/alerts/). */
export interface Rule {
  id: string;
  name: string;
  status?: string;
  conditions?: Part[];
  filters?: Part[];
  actions?: Part[];
}

type Part = {id: string} & Record<string, unknown>;

const CONDITIONS: Record<Watch, readonly string[]> = {
  new: ['sentry.rules.conditions.first_seen_event.FirstSeenEventCondition'],
  regressed: [
    'sentry.rules.conditions.regression_event.RegressionEventCondition',
    'sentry.rules.conditions.reappeared_event.ReappearedEventCondition',
  ],
  spiking: ['sentry.rules.conditions.event_frequency.EventFrequencyCondition'],
};
const SLACK = 'sentry.integrations.slack.notify_action.SlackNotifyServiceAction';

export const alertOfRule = ({id, name, status = 'active', conditions = [], actions = []}: Rule): Alert => {
  const ids = new Set(conditions.map(condition => condition.id));
  const spike = conditions.find(condition => CONDITIONS.spiking.includes(condition.id));
  return {
    id,
    name,
    enabled: status === 'active',
    watches: (['new', 'regressed', 'spiking'] as const).filter(watch =>
      CONDITIONS[watch].every(one => ids.has(one)),
    ),
    spike: spike === undefined ? undefined : Number(spike['value']),
    channels: actions
      .filter(action => action.id === SLACK)
      .map(action => ({
        workspace: textOf(action['workspace']),
        channel: textOf(action['channel']),
        channelId: action['channel_id'] === undefined ? undefined : textOf(action['channel_id']),
      })),
  };
};

export const ruleBody = (alert: WantedAlert, {workspace, channel}: Destination, before?: Rule): object => ({
  name: alert.name,
  frequency: alert.frequency,
  actionMatch: 'any',
  filterMatch: 'all',
  conditions: alert.watches.flatMap(watch =>
    CONDITIONS[watch].map(id => (watch === 'spiking' ? {id, value: alert.spike, interval: '1h'} : {id})),
  ),
  filters: before?.filters ?? [],
  actions: [
    {id: SLACK, workspace, channel, ...(/^#/.test(channel) ? {} : {channel_id: channel})},
    ...(before?.actions ?? []).filter(({id}) => id !== SLACK),
  ],
});

const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';
