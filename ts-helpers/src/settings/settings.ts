import type {Layers} from './fragment.ts';
import {FRAGMENTS} from './fragments.ts';
import type {OrganisationLayer, SettingsLayer} from './schema.ts';
import type {Together} from './together.ts';
import type {SettingsVariables} from './variables.ts';

export type {BackupSettings} from './fragments/backup.ts';
export type {DatabaseSetting} from './fragments/databases.ts';
export type {DoctorSettings, OwnRule} from './fragments/doctor.ts';
export type {FleetSettings} from './fragments/fleet.ts';
export type {JenkinsSettings} from './fragments/jenkins.ts';
export type {OlderPlace} from './fragments/older.ts';
export type {MailSettings} from './fragments/people.ts';
export type {PreviewSettings} from './fragments/previews.ts';
export type {Consent, Mask, RefreshSettings} from './fragments/refresh.ts';
export type {SeedSettings} from './fragments/seed.ts';
export type {SentrySettings} from './fragments/sentry.ts';

/** All that was said, as it counts: what the domain decides with. */
export type Settings = Together<ReturnType<(typeof FRAGMENTS)[number]['settle']>> & {
  /** What of the repository's settings does not count, and why, in words. */
  notes: readonly string[];
};

export interface SaidOfAll {
  variables: SettingsVariables;
  organisation: OrganisationLayer;
  own: SettingsLayer;
  given: SettingsLayer;
  repository?: string | undefined;
}

/** What counts of all that was said. */
export const settled = (said: SaidOfAll): Settings => {
  // Each fragment is given what was said of all, of which its own is a part.
  const all = said as Layers<never, never>;
  return Object.assign({}, ...FRAGMENTS.map(({settle}) => settle(all)), {
    notes: FRAGMENTS.flatMap(({notes}) => notes?.(all) ?? []),
  }) as Settings;
};
