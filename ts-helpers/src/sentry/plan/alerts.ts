import {ownName} from './ownName.ts';

/** What an alert waits for. `spiking` is more than so many events of one issue within an hour. */
export type Watch = 'new' | 'regressed' | 'spiking';

export type AlertKey = 'new issues' | 'spiking issues';

/** An alert as it is to be: Sentry sends issues of the project to a Slack channel. */
export interface WantedAlert {
  key: AlertKey;
  name: string;
  watches: readonly Watch[];
  /** Events within an hour; counts for `spiking`. */
  spike: number;
  /** Minutes until the same issue is told again. */
  frequency: 30 | 60;
}

/** An alert as it stands, whether a workflow or a project rule. */
export interface Alert {
  id: string;
  name: string;
  enabled: boolean;
  watches: readonly Watch[];
  spike: number | undefined;
  /** Where in Slack it goes to. */
  channels: readonly SlackTarget[];
  /** Ids of the detectors whose issues it tells; those of other projects among them. */
  detectors: readonly string[];
}

/** A Slack channel by its name, `#shop`, its id, or both. */
export interface AlertChannel {
  name?: string;
  id?: string;
}

export interface SlackTarget {
  /** Id of the workspace, as Sentry counts them. */
  workspace: string;
  /** `#shop`. */
  channel: string;
  /** Slack's id of the channel, where Sentry has looked it up. */
  channelId: string | undefined;
}

/** What an alert tells, in words. */
export const ABOUT: Record<AlertKey, string> = {
  'new issues': 'new and regressed issues',
  'spiking issues': 'spiking issues',
};

export const wantedAlerts = (project: string, spike: number): WantedAlert[] => [
  {
    key: 'new issues',
    name: ownName(project, ABOUT['new issues']),
    watches: ['new', 'regressed'],
    spike,
    frequency: 30,
  },
  {
    key: 'spiking issues',
    name: ownName(project, ABOUT['spiking issues']),
    watches: ['spiking'],
    spike,
    frequency: 60,
  },
];

/** In words, how an alert differs from what it is to be; what people added to it is no difference. */
export const differences = (
  wanted: WantedAlert,
  alert: Alert,
  {workspace, channels}: {workspace: string; channels: readonly AlertChannel[]},
): string[] => {
  const unwatched = wanted.watches.filter(watch => !alert.watches.includes(watch));
  const goesThere = alert.channels.some(
    target => target.workspace === workspace && channels.some(channel => isSameChannel(channel, target)),
  );
  const now = alert.channels.map(({channel}) => `#${bare(channel)}`).join(', ');
  return [
    !alert.enabled && 'is switched off',
    unwatched.length > 0 && `does not watch ${unwatched.join(' and ')} issues`,
    wanted.watches.includes('spiking') &&
      alert.watches.includes('spiking') &&
      alert.spike !== wanted.spike &&
      `waits for ${alert.spike ?? 'an unknown number of'} events an hour instead of ${wanted.spike}`,
    !goesThere &&
      `goes to ${now === '' ? 'no Slack channel' : now} instead of ${channels.map(channelText).join(' or ')}`,
  ].filter(difference => difference !== false);
};

/** Whether a channel is the one that an alert goes to. */
export const isSameChannel = (
  {name, id}: AlertChannel,
  {channel, channelId}: Pick<SlackTarget, 'channel' | 'channelId'>,
): boolean => (name !== undefined && bare(name) === bare(channel)) || (id !== undefined && id === channelId);

export const channelText = ({name, id}: AlertChannel): string => name ?? id ?? '';

const bare = (channel: string): string => channel.replace(/^#/, '');
