import {lines, numbered} from '../run/planText.ts';
import type {MaintenanceOutcome} from './maintenance.ts';
import type {MaintenancePlan, MaintenanceState} from './plan.ts';

export const maintenanceText = (result: MaintenancePlan | MaintenanceOutcome): string => {
  const now = stateLine(result.maintenance);
  if (!('steps' in result)) return lines(now);
  return lines(now, ...(result.steps.length === 0 ? ['Nothing to do.'] : numbered(result.steps)));
};

const stateLine = ({composeProject, isOn, since, by, through}: MaintenanceState): string =>
  isOn
    ? `${composeProject}: maintenance is on since ${since}, by ${by}, through ${through.join(', ')}`
    : `${composeProject}: maintenance is off`;
