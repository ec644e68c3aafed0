import type {AlertChannel} from '../plan/alerts.ts';

/** Where an alert comes from and goes to. */
export interface Destination {
  /** Id of the Slack integration. */
  workspace: string;
  /** That it is to be sent to. Sentry wants its name; an id beside it spares Sentry looking for it. */
  channel: NamedChannel;
  /** Any of these will do as well, where it is sent there already. */
  channels: readonly AlertChannel[];
  /** Ids of the detectors whose issues are told; servers with project rules have none. */
  detectors: readonly string[];
}

export type NamedChannel = AlertChannel & {name: string};

/** Whether one of the conditions is enough, which is how ours are meant. */
export const isMetByAny = (match: string, conditions: readonly unknown[]): boolean =>
  match.startsWith('any') || (match === 'all' && conditions.length < 2);

/** What a list of actions becomes so that one of them goes to the channel. All that people added stays. */
export const aimed = <A extends object>(
  actions: readonly A[],
  {
    isSlack,
    goesThere,
    redirected,
    ours,
  }: {
    isSlack: (action: A) => boolean;
    goesThere: (action: A) => boolean;
    /** The same action, to the channel. */
    redirected: (action: A) => A;
    ours: A;
  },
): A[] => {
  const slack = actions.filter(isSlack);
  if (slack.some(goesThere)) return [...actions];
  // The only one is ours, which somebody sent elsewhere; among several none is.
  if (slack.length === 1) return actions.map(action => (isSlack(action) ? redirected(action) : action));
  return [ours, ...actions];
};
