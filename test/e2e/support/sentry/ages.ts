import * as routes from './alertRoutes.ts';
import {common} from './routes.ts';
import type {Route, Traits} from './routing.ts';
import type {Rule, SentryState, Workflow} from './state.ts';

/**
 * A server of some time: 23.7.1, tried itself; 25.x to 26.5 and today's, as their sources have it.
 * https://github.com/getsentry/sentry
 */
export interface Age extends Traits {
  /** Sentry's document nearest to that time: it describes what the routes it knows take. */
  document: 'sentry.json' | 'sentry-rules.json';
  routes: readonly Route[];
  /** Routes that Sentry had before it described them. */
  undocumented: readonly Route[];
}

export const AGES = {
  '23.x': {
    document: 'sentry-rules.json',
    routes: [...common, ...routes.rules],
    undocumented: [],
    takesIds: false,
    takesSlugs: false,
    longestEmail: 75,
  },
  '25.x': {
    document: 'sentry-rules.json',
    routes: [...common, ...routes.rules, ...routes.workflows],
    undocumented: routes.detectorsOfOrganization,
    takesIds: true,
    takesSlugs: false,
    longestEmail: 200,
  },
  current: {
    document: 'sentry.json',
    routes: [...common, ...routes.workflows, ...routes.detectorsByProject],
    undocumented: [],
    takesIds: true,
    takesSlugs: true,
    longestEmail: 200,
  },
} as const satisfies Record<string, Age>;

export type SentryAge = keyof typeof AGES;
export const ALL_AGES = Object.keys(AGES) as SentryAge[];

/** The alerts of a project, of whatever kind the server has. */
export const alertsOf = (
  {workflows, rules}: SentryState,
  age: SentryAge,
  slug = 'shop-prod',
): (Rule | Workflow)[] => (age === '23.x' ? (rules[slug] ?? []) : workflows);
