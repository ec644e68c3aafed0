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
}

export interface SlackTarget {
  /** Id of the workspace, as Sentry counts them. */
  workspace: string;
  /** `#shop`. */
  channel: string;
  /** Slack's id of the channel, where Sentry has looked it up. */
  channelId: string | undefined;
}

export const wantedAlerts = (project: string, spike: number): WantedAlert[] => [
  {
    key: 'new issues',
    name: `Countable ${project}: new and regressed issues`,
    watches: ['new', 'regressed'],
    spike,
    frequency: 30,
  },
  {
    key: 'spiking issues',
    name: `Countable ${project}: spiking issues`,
    watches: ['spiking'],
    spike,
    frequency: 60,
  },
];

/** In words, how an alert differs from what it is to be; what people added to it is no difference. */
export const differences = (
  wanted: WantedAlert,
  alert: Alert,
  {workspace, channels}: {workspace: string; channels: readonly string[]},
): string[] => {
  const unwatched = wanted.watches.filter(watch => !alert.watches.includes(watch));
  const goesThere = alert.channels.some(
    target =>
      target.workspace === workspace &&
      channels.some(name => bare(name) === bare(target.channel) || name === target.channelId),
  );
  const now = alert.channels.map(({channel}) => `#${bare(channel)}`).join(', ');
  return [
    !alert.enabled && 'is switched off',
    unwatched.length > 0 && `does not watch ${unwatched.join(' and ')} issues`,
    wanted.watches.includes('spiking') &&
      alert.watches.includes('spiking') &&
      alert.spike !== wanted.spike &&
      `waits for ${alert.spike ?? 'an unknown number of'} events an hour instead of ${wanted.spike}`,
    !goesThere && `goes to ${now === '' ? 'no Slack channel' : now} instead of ${channels.join(' or ')}`,
  ].filter(difference => difference !== false);
};

const bare = (channel: string): string => channel.replace(/^#/, '');
