import type {RefreshFacts} from '../../../ts-helpers/src/refresh/plan.ts';
import type {RefreshSettings} from '../../../ts-helpers/src/settings/settings.ts';
import {restoreFacts} from '../restore/facts.ts';

export const refreshSettings = (more: Partial<RefreshSettings> = {}): RefreshSettings => ({
  columns: {'public.t.what': 'text'},
  files: ['media'],
  nightly: [],
  isProtected: false,
  protectedProjects: {},
  ...more,
});

/** Stage, of a project whose production is backed up and proven. */
export const refreshFacts = (more: Partial<RefreshFacts> = {}): RefreshFacts => ({
  ...restoreFacts(),
  environment: 'stage',
  settings: refreshSettings(),
  scripts: {mask: 'update t', after: 'delete from mail'},
  ...more,
});
