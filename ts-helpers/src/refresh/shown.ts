import {restorePlan} from '../restore/shown.ts';
import {lines} from '../run/planText.ts';
import {counted} from '../text/plain.ts';
import type {RefreshPlan} from './plan.ts';

export const refreshPlan = (plan: RefreshPlan): string =>
  lines(`production of ${plan.project}, for ${plan.environment}`, ...ruleLines(plan)) + restorePlan(plan);

/** Which columns a rule for a whole table is for, only the backup tells. */
const ruleLines = ({rules}: RefreshPlan): string[] => {
  const all = Object.entries(rules);
  if (all.length === 0) return [];
  const masks = all.filter(([, mask]) => mask !== 'keep');
  const kept = all.filter(([, mask]) => mask === 'keep').map(([name]) => name);
  const columns = kept.filter(name => !isOfTable(name));
  const tables = kept.filter(isOfTable);
  return [
    `   masks: ${masks.length} of ${counted(all.length, 'rule')}`,
    ...masks.map(([name, mask]) => `      ${name}: ${mask}`),
    ...(columns.length > 0 ? [`   keeps: ${columns.join(', ')}`] : []),
    ...(tables.length > 0 ? [`   keeps, with any column that comes: ${tables.join(', ')}`] : []),
  ];
};

const isOfTable = (name: string): boolean => name.endsWith('.*');
