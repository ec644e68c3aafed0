/** All layers merged over the defaults: what the domain decides with. */
export interface Settings {
  name?: string;
  instance?: string;
  branches: Record<string, string>;
  compose: {file?: string; environments: Record<string, string>};
  test: 'none' | {service: string; command?: string; junit: string[]};
  agents: Record<string, string>;
  slack: {channel?: string; defaultChannel?: string};
  health: {path?: string; url?: string; host?: string; minutes: number; none: boolean};
  /** Minutes. */
  timeouts: {test: number; deploy: number; lock: number};
  deployRoot?: string;
}
