/** All layers merged over the defaults: what the domain decides with. */
export interface Settings {
  name?: string;
  instance?: string;
  branches: Record<string, string>;
  compose: {file?: string; environments: Record<string, string>};
  test: 'none' | {service: string; command?: string; junit: string[]};
  agents: Record<string, string>;
  slack: {channel?: string; defaultChannel?: string; direct?: boolean};
  /** Absent where nobody set it up. */
  mail?: {from?: string; when: 'fallback' | 'always' | 'never'};
  /** Addresses that reach people, by the address or the name that git has. */
  people: Record<string, string>;
  health: {path?: string; url?: string; host?: string; minutes: number; none: boolean};
  /** Minutes. */
  timeouts: {test: number; deploy: number; lock: number};
  deployRoot?: string;
}
