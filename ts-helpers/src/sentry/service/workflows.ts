import {type Alert, isSameChannel, type SlackTarget, type WantedAlert, type Watch} from '../plan/alerts.ts';
import {aimed, type Destination, isMetByAny} from './destination.ts';

/** A workflow as the API tells it, as far as we read it (https://docs.sentry.io/api/monitors/). */
export interface Workflow {
  id: string;
  name: string;
  enabled?: boolean;
  config?: {frequency?: number};
  detectorIds?: string[] | null;
  triggers?: Group | null;
  actionFilters?: Group[];
}

interface Group {
  id?: string;
  logicType?: string;
  conditions?: Condition[];
  actions?: Action[];
}

interface Condition {
  id?: string;
  type: string;
  comparison?: unknown;
  conditionResult?: unknown;
}

interface Action {
  id?: string;
  type: string;
  integrationId?: string | null;
  data?: object;
  config?: {targetType?: string; targetDisplay?: string | null; targetIdentifier?: string | null};
  status?: string;
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
  detectorIds,
  triggers,
  actionFilters = [],
}: Workflow): Alert => {
  const {logicType = 'any', conditions: events = []} = triggers ?? {};
  const types = new Set(isMetByAny(logicType, events) ? events.map(({type}) => type) : []);
  const spike = actionFilters.flatMap(({conditions = []}) => conditions).find(isSpike)?.comparison as
    {value?: number} | undefined;
  const watches = (['new', 'regressed'] as const).filter(watch =>
    TRIGGERS[watch].every(type => types.has(type)),
  );
  return {
    id,
    name,
    enabled,
    watches: spike === undefined ? watches : [...watches, 'spiking'],
    spike: spike?.value,
    channels: actionFilters
      .flatMap(({actions = []}) => actions)
      .filter(isSlack)
      .map(targetOf),
    detectors: detectorIds ?? [],
  };
};

/**
 * The body of a workflow: a new one, or what there was with what differs from ours put right; what it leaves out stays.
 * A spike is no trigger: it is a filter that every event passes through. There is no filter by environment: Sentry says
 * nothing of one before its first event, and this project has no other.
 */
export const workflowBody = (alert: WantedAlert, destination: Destination, before?: Workflow): object => ({
  name: alert.name,
  enabled: true,
  detector_ids: [...new Set([...(before?.detectorIds ?? []), ...destination.detectors])].map(Number),
  ...(before?.config?.frequency === undefined && {config: {frequency: alert.frequency}}),
  triggers: triggersOf(alert, before?.triggers ?? {}),
  action_filters: filtersOf(alert, destination, before?.actionFilters ?? []),
});

const triggersOf = ({watches}: WantedAlert, {logicType = '', conditions = []}: Group): object => ({
  // Without their id, which is a text to some servers and a number to others: a workflow has one of these.
  logic_type: logicType.startsWith('any') ? logicType : 'any-short',
  conditions: [
    ...conditions,
    ...watches
      .flatMap(watch => (watch === 'spiking' ? [] : TRIGGERS[watch]))
      .filter(type => !conditions.some(condition => condition.type === type))
      .map(type => ({type, comparison: true, conditionResult: true})),
  ],
  actions: [],
});

const filtersOf = (alert: WantedAlert, destination: Destination, before: readonly Group[]): object[] => {
  const ours = ownFilter(alert, destination, before);
  const all = ours === undefined ? [{}, ...before] : before;
  return all.map(({id, logicType = 'all', conditions = [], actions = []}, index) => {
    const filter = {...(id !== undefined && {id}), logicType};
    if (index !== (ours ?? 0)) return {...filter, conditions, actions};
    return {
      ...filter,
      conditions: spikeOf(alert, conditions),
      actions: aimed(actions, {
        isSlack,
        goesThere: action => goesThere(targetOf(action), destination),
        redirected: action => ({...slackAction(destination), ...kept(action)}),
        ours: slackAction(destination),
      }),
    };
  });
};

/** Place of the filter that is ours: it counts the spike, goes to Slack, or is the only one. */
const ownFilter = (
  {watches}: WantedAlert,
  destination: Destination,
  filters: readonly Group[],
): number | undefined => {
  const places = [
    watches.includes('spiking') ? filters.findIndex(({conditions = []}) => conditions.some(isSpike)) : -1,
    filters.findIndex(({actions = []}) =>
      actions.some(action => isSlack(action) && goesThere(targetOf(action), destination)),
    ),
    filters.findIndex(({actions = []}) => actions.some(isSlack)),
    filters.length === 1 ? 0 : -1,
  ];
  return places.find(place => place !== -1);
};

const spikeOf = ({watches, spike}: WantedAlert, conditions: readonly Condition[]): Condition[] => {
  if (!watches.includes('spiking')) return [...conditions];
  const comparison = {value: spike, interval: '1h'};
  const right = conditions.map(condition =>
    isSpike(condition) && (condition.comparison as {value?: number} | undefined)?.value !== spike
      ? {...condition, comparison}
      : condition,
  );
  return right.some(isSpike) ? right : [...right, {type: SPIKE, comparison, conditionResult: true}];
};

const slackAction = ({workspace, channel: {name, id}}: Destination): Action => ({
  type: 'slack',
  integrationId: workspace,
  data: {},
  config: {
    targetType: 'specific',
    targetDisplay: name,
    ...(id !== undefined && {targetIdentifier: id}),
  },
  status: 'active',
});

/** Of an action that goes elsewhere from now on: tags and notes that people gave it. */
const kept = ({id, data}: Action): Partial<Action> => ({
  ...(id !== undefined && {id}),
  ...(data !== undefined && {data}),
});

const isSpike = ({type}: Condition): boolean => type === SPIKE;
const isSlack = ({type}: Action): boolean => type === 'slack';

const targetOf = ({integrationId, config}: Action): SlackTarget => ({
  workspace: integrationId ?? '',
  channel: config?.targetDisplay ?? '',
  channelId: config?.targetIdentifier ?? undefined,
});

const goesThere = (target: SlackTarget, {workspace, channels}: Destination): boolean =>
  target.workspace === workspace && channels.some(channel => isSameChannel(channel, target));
