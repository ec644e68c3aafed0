import type {Alert, SlackTarget, WantedAlert, Watch} from '../../domain/sentry/alerts.ts';
import type {Destination} from './destination.ts';

/** A workflow as the API tells it, as far as we read it (https://docs.sentry.io/api/monitors/). */
export interface Workflow {
  id: string;
  name: string;
  enabled?: boolean;
  triggers?: {conditions?: Condition[]} | null;
  actionFilters?: {conditions?: Condition[]; actions?: Action[]}[];
}

interface Condition {
  type: string;
  comparison?: unknown;
}

interface Action {
  type: string;
  integrationId?: string | null;
  config?: {targetDisplay?: string | null; targetIdentifier?: string | null};
}

const TRIGGERS: Record<Exclude<Watch, 'spiking'>, readonly string[]> = {
  new: ['first_seen_event'],
  regressed: ['regression_event', 'reappeared_event'],
};
const SPIKE = 'event_frequency_count';

export const alertOfWorkflow = ({
  id,
  name,
  enabled = true,
  triggers,
  actionFilters = [],
}: Workflow): Alert => {
  const types = new Set((triggers?.conditions ?? []).map(({type}) => type));
  const spike = actionFilters.flatMap(({conditions = []}) => conditions).find(({type}) => type === SPIKE)
    ?.comparison as {value?: number} | undefined;
  const watches = (['new', 'regressed'] as const).filter(watch =>
    TRIGGERS[watch].every(type => types.has(type)),
  );
  return {
    id,
    name,
    enabled,
    watches: spike === undefined ? watches : [...watches, 'spiking'],
    spike: spike?.value,
    channels: actionFilters.flatMap(({actions = []}) => actions).flatMap(slackTarget),
  };
};

const slackTarget = ({type, integrationId, config}: Action): SlackTarget[] =>
  type === 'slack'
    ? [
        {
          workspace: integrationId ?? '',
          channel: config?.targetDisplay ?? '',
          channelId: config?.targetIdentifier ?? undefined,
        },
      ]
    : [];

/**
 * The body of a workflow. A spike is no trigger: it is a filter that every event passes through. There is no filter
 * by environment: Sentry says nothing of one before its first event, and this project has no other.
 */
export const workflowBody = (alert: WantedAlert, destination: Destination, before?: Workflow): object => ({
  name: alert.name,
  enabled: true,
  detector_ids: destination.detectors.map(Number),
  config: {frequency: alert.frequency},
  triggers: {
    logic_type: 'any-short',
    conditions: alert.watches
      .flatMap(watch => (watch === 'spiking' ? [] : TRIGGERS[watch]))
      .map(type => ({type, comparison: true, conditionResult: true})),
    actions: [],
  },
  action_filters: [
    {
      logicType: 'all',
      conditions: alert.watches.includes('spiking')
        ? [{type: SPIKE, comparison: {value: alert.spike, interval: '1h'}, conditionResult: true}]
        : [],
      actions: [slackAction(destination), ...othersActions(before)],
    },
  ],
});

const slackAction = ({workspace, channel}: Destination): object => ({
  type: 'slack',
  integrationId: workspace,
  data: {},
  config: {
    targetType: 'specific',
    targetDisplay: channel,
    ...(/^#/.test(channel) ? {} : {targetIdentifier: channel}),
  },
  status: 'active',
});

/** What people added beside ours: mails, tickets. */
const othersActions = (before: Workflow | undefined): Action[] =>
  (before?.actionFilters ?? []).flatMap(({actions = []}) => actions).filter(({type}) => type !== 'slack');
