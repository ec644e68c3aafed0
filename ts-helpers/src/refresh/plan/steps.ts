import type {Step} from '../../result/step.ts';
import {isOfPlaces, type PlaceStep, type RestorePlan} from '../../restore/plan.ts';
import {counted} from '../../text/plain.ts';
import {AFTER_SQL, MASK_SQL, type RefreshFacts} from './facts.ts';

export interface RefreshStep extends Step {
  id: AsideStep['id'] | PlaceStep['id'];
}

/** What is done where nobody can reach it. */
export interface AsideStep extends Step {
  id: 'prove' | 'record' | 'mask';
}

export const isAside = (step: RefreshStep): step is AsideStep =>
  step.id === 'prove' || step.id === 'record' || step.id === 'mask';

export const isInPlace = (step: RefreshStep): step is PlaceStep => !isAside(step);

const HOURS = 12 * 60;

/** What is around the steps of the restore that it is. */
export const stepsOf = (
  {steps}: Pick<RestorePlan, 'steps'>,
  facts: Pick<RefreshFacts, 'source' | 'manifest' | 'settings' | 'scripts'>,
  {isAllowed}: {isAllowed: boolean},
): RefreshStep[] => {
  const {source, manifest} = facts;
  const mask = masking(facts, isAllowed);
  return [
    {
      id: 'prove',
      does: `Restore ${source.key}, of ${manifest.at}, into throw-away servers that nobody can reach, and compare it with what was stored`,
      risks: 'nothing',
      limit: HOURS,
      undo: [],
    },
    {
      id: 'record',
      does: 'Keep beside it, as evidence, that it restores',
      risks: 'nothing',
      limit: 5,
      undo: [],
    },
    ...(mask === undefined
      ? []
      : [{id: 'mask', does: mask, risks: 'nothing', limit: HOURS, undo: []} as const]),
    ...steps.filter(isOfPlaces).map(step => ({...step, ...WORDS[step.id]})),
  ];
};

const WORDS: Partial<Record<PlaceStep['id'], {does: string}>> = {
  load: {does: 'Load what came of that beside what is used'},
  compare: {does: 'Compare it with what was there'},
};

/** Undefined where it comes as it is. */
const masking = (
  {settings, scripts}: Pick<RefreshFacts, 'settings' | 'scripts'>,
  isAllowed: boolean,
): string | undefined => {
  const rules = Object.keys(settings.columns).length;
  const by = [
    ...(rules > 0 ? [counted(rules, 'rule')] : []),
    ...(scripts.mask === undefined ? [] : [MASK_SQL]),
  ];
  const unmasked = isAllowed ? [] : ['see which columns there are, of which nothing is said'];
  const parts = [
    ...(by.length === 0 ? unmasked : [`mask it by ${by.join(' and ')}, and look for what is left`]),
    ...(scripts.after === undefined ? [] : [`run ${AFTER_SQL}`]),
  ];
  return parts.length === 0 ? undefined : `There, ${parts.join('; ')}`;
};
