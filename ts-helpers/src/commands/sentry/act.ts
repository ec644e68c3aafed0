import type {Warning} from '../../domain/result.ts';
import type {ClientKey, SentryFacts} from '../../domain/sentry/facts.ts';
import {keyName, ownKey, type Part} from '../../domain/sentry/key.ts';
import {type SentryPlan, type SentryStep, uptimeName} from '../../domain/sentry.ts';
import type {SentryTarget} from '../../domain/sentry/target.ts';
import {type ErrorCode, UserError, warningOf} from '../../errors.ts';
import type {Sentry} from '../../adapters/sentry.ts';
import type {Report} from '../../report.ts';

/** A server, what it holds of a project, and how that is to be. */
export interface Known {
  sentry: Sentry;
  target: SentryTarget;
  facts: SentryFacts;
}

interface Acted {
  /** The one that was made. */
  key: ClientKey | undefined;
  changed: string[];
  problems: Warning[];
}

/** What the rest can do without. */
const BEARABLE = new Set<ErrorCode>(['SENTRY_CHANNEL_REFUSED', 'SENTRY_UPTIME_REFUSED']);

/**
 * Carries the steps of a plan out. A channel that refuses, or no room for one more monitor, is told; it is not noted as
 * standing, so that the next run tries again. Anything else is thrown.
 */
export const carryOut = async (
  plan: SentryPlan,
  known: Known,
  {report}: {report: Report},
): Promise<Acted> => {
  const acted: Acted = {key: undefined, changed: [], problems: []};
  const failed = new Set<Part>();
  const deed = deedsOf(plan, known, {acted, failed});
  for (const step of plan.steps) {
    try {
      await report.step(step.does, () => deed(step));
      acted.changed.push(step.does);
    } catch (error) {
      if (!(error instanceof UserError) || !BEARABLE.has(error.code)) throw error;
      failed.add(step.name === 'alert' ? step.alert.key : 'uptime');
      acted.problems.push(warningOf(error));
    }
  }
  return acted;
};

const deedsOf = (
  {project}: SentryPlan,
  {sentry, target, facts}: Known,
  {acted, failed}: {acted: Acted; failed: ReadonlySet<Part>},
) => {
  let slug = project;
  return async (step: SentryStep): Promise<void> => {
    switch (step.name) {
      case 'project':
        ({slug} = await sentry.createProject({team: step.team, slug, platform: target.platform}));
        return;
      case 'key':
        acted.key = await sentry.createKey(slug, keyName([]));
        return;
      case 'alert':
        return sentry.putAlert(slug, step.alert, {...step, channels: target.channels});
      case 'uptime':
        return sentry.putUptime(slug, {...step, name: uptimeName(slug)});
      case 'mark': {
        const key = acted.key ?? ownKey(facts.keys);
        const parts = step.parts.filter(part => !failed.has(part));
        if (key !== undefined && key.name !== keyName(parts))
          await sentry.renameKey(slug, key.id, keyName(parts));
      }
    }
  };
};
