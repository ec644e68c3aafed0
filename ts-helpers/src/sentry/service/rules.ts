import {type Alert, isSameChannel, type SlackTarget, type WantedAlert, type Watch} from '../plan/alerts.ts';
import {aimed, type Destination, isMetByAny} from './destination.ts';

/** A project's issue alert rule as servers without workflows tell it (https://docs.sentry.io/api/alerts/). */
export interface Rule {
  id: string;
  name: string;
  status?: string;
  conditions?: Part[];
  filters?: Part[];
  actions?: Part[];
  actionMatch?: string;
  filterMatch?: string;
  frequency?: number;
  environment?: string | null;
  owner?: string | null;
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

export const alertOfRule = ({
  id,
  name,
  status = 'active',
  conditions = [],
  actions = [],
  actionMatch = 'any',
}: Rule): Alert => {
  const ids = new Set(isMetByAny(actionMatch, conditions) ? conditions.map(condition => condition.id) : []);
  const spike = conditions.find(isSpike);
  return {
    id,
    name,
    enabled: status === 'active',
    watches: (['new', 'regressed', 'spiking'] as const).filter(watch =>
      CONDITIONS[watch].every(one => ids.has(one)),
    ),
    spike: spike === undefined ? undefined : Number(spike['value']),
    channels: actions.filter(isSlack).map(targetOf),
    detectors: [],
  };
};

/** A new rule, or what there was with what differs from ours put right. */
export const ruleBody = (alert: WantedAlert, destination: Destination, before?: Rule): object => ({
  name: alert.name,
  frequency: before?.frequency ?? alert.frequency,
  actionMatch: 'any',
  filterMatch: before?.filterMatch ?? 'all',
  conditions: conditionsOf(alert, before?.conditions ?? []),
  filters: before?.filters ?? [],
  actions: aimed(before?.actions ?? [], {
    isSlack,
    goesThere: action => goesThere(targetOf(action), destination),
    redirected: ({channel_id: _, ...action}) => ({...action, ...slackAction(destination)}),
    ours: slackAction(destination),
  }),
  // Sentry takes what is left out for taken away.
  ...(before?.environment && {environment: before.environment}),
  ...(before?.owner && {owner: before.owner}),
});

const conditionsOf = ({watches, spike}: WantedAlert, before: readonly Part[]): Part[] => {
  const kept = before.map(part =>
    isSpike(part) && watches.includes('spiking') && Number(part['value']) !== spike
      ? {...part, value: spike, interval: '1h'}
      : part,
  );
  const missing = watches
    .flatMap(watch => CONDITIONS[watch])
    .filter(id => !kept.some(part => part.id === id))
    .map(id => (CONDITIONS.spiking.includes(id) ? {id, value: spike, interval: '1h'} : {id}));
  return [...kept, ...missing];
};

const slackAction = ({workspace, channel: {name, id}}: Destination): Part => ({
  id: SLACK,
  workspace,
  channel: name,
  ...(id !== undefined && {channel_id: id}),
});

const isSlack = ({id}: Part): boolean => id === SLACK;
const isSpike = ({id}: Part): boolean => CONDITIONS.spiking.includes(id);

const targetOf = (action: Part): SlackTarget => ({
  workspace: textOf(action['workspace']),
  channel: textOf(action['channel']),
  channelId: action['channel_id'] === undefined ? undefined : textOf(action['channel_id']),
});

const goesThere = (target: SlackTarget, {workspace, channels}: Destination): boolean =>
  target.workspace === workspace && channels.some(channel => isSameChannel(channel, target));

const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';
