import type {Warning} from '../../result/result.ts';
import type {ClientKey, SentryFacts, SentryProject} from '../plan/facts.ts';
import {keyName, ownKey, type Part, PARTS} from '../plan/key.ts';
import {type SentryPlan, type SentryStep, uptimeName} from '../plan.ts';
import type {SentryTarget} from '../plan/target.ts';
import {type ErrorCode, UserError, warningOf} from '../../errors/userError.ts';
import {carryOut} from '../../run/carryOut.ts';
import type {Sentry} from '../service.ts';
import type {Voice} from '../../run/voice.ts';
import {tell} from './notDone.ts';

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

/** What a DSN cannot be had without. */
const NEEDED: readonly SentryStep['id'][] = ['project', 'key'];

/** The server itself is gone, so that nothing more is asked of it. */
const GONE: readonly ErrorCode[] = [
  'SERVICE_UNREACHABLE',
  'SERVICE_TIMEOUT',
  'SERVICE_BUSY',
  'TOKEN_REFUSED',
];

/**
 * Carries the steps of a plan out. What a DSN can be had without is told where it is not done: a channel that refuses, no
 * room for one more monitor. It is not noted as standing, so that the next run tries again.
 */
export const act = async (plan: SentryPlan, known: Known, {voice}: {voice: Voice}): Promise<Acted> => {
  const acted: Acted = {key: undefined, changed: [], problems: []};
  const failed = new Set<Part>();
  const deed = deedsOf(plan, known, {acted, failed});
  const {done, notDone} = await carryOut(plan.steps, deed, {
    voice,
    bear(step, error) {
      if (!(error instanceof UserError) || NEEDED.includes(step.id)) return 'fail';
      const part = PARTS.find(one => one === step.id);
      if (part !== undefined) failed.add(part);
      return GONE.includes(error.code) ? 'leave the rest' : 'go on';
    },
  });
  acted.changed.push(...done.map(({does}) => does));
  for (const {step, error} of notDone)
    if (error instanceof UserError) tell(acted.problems, `Not done: ${step.does}.`, warningOf(error));
  return acted;
};

const deedsOf = (
  {project: slug}: SentryPlan,
  {sentry, target, facts}: Known,
  {acted, failed}: {acted: Acted; failed: ReadonlySet<Part>},
) => {
  let made: SentryProject | undefined;
  const project = (): SentryProject => {
    const known = made ?? facts.project;
    if (known === undefined) throw new Error('A project comes before what belongs to it.');
    return known;
  };
  return async (step: SentryStep): Promise<void> => {
    switch (step.id) {
      case 'project':
        made = await sentry.createProject({team: step.team, slug, platform: target.platform});
        return;
      case 'key':
        acted.key = await sentry.createKey(project().slug, keyName([]));
        return;
      case 'new issues':
      case 'spiking issues':
        return sentry.putAlert(project(), step.alert, {...step, channels: target.channels});
      case 'uptime':
        return sentry.putUptime(project(), {...step, name: uptimeName(project().slug)});
      case 'mark': {
        const key = acted.key ?? ownKey(facts.keys);
        const parts = step.parts.filter(part => !failed.has(part));
        if (key !== undefined && key.name !== keyName(parts))
          await sentry.renameKey(project().slug, key.id, keyName(parts));
      }
    }
  };
};
