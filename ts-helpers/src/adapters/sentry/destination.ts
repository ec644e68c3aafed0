/** Where an alert comes from and goes to. */
export interface Destination {
  /** Id of the Slack integration. */
  workspace: string;
  /** `#shop`, or the id of a channel. */
  channel: string;
  /** Ids of the detectors whose issues are told; servers with project rules have none. */
  detectors: readonly string[];
}
