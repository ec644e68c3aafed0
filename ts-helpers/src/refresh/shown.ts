import {restorePlan} from '../restore/shown.ts';
import {lines} from '../run/planText.ts';
import type {RefreshPlan} from './plan.ts';

export const refreshPlan = (plan: RefreshPlan): string =>
  lines(`production of ${plan.project}, for ${plan.environment}`) + restorePlan(plan);
