/** Something that happened to a container, as the engine tells it. */
export interface Moment {
  /** Its id. */
  container: string;
  service: string;
  what: 'started' | 'ended' | 'healthy' | 'removed';
  at: Date;
}
