import {lines, numbered} from '../run/planText.ts';
import type {MaintenanceOutcome} from './maintenance.ts';
import type {MaintenancePlan, MaintenanceState} from './plan.ts';

export const maintenanceText = (result: MaintenancePlan | MaintenanceOutcome): string => {
  const now = stateLines(result.maintenance);
  if (!('steps' in result)) return lines(...now);
  return lines(...now, ...(result.steps.length === 0 ? ['Nothing to do.'] : numbered(result.steps)));
};

const stateLines = (state: MaintenanceState): string[] => {
  const {composeProject, environment, isOn, since, by, retryAfter, ended} = state;
  if (isOn)
    return [
      `${composeProject}: maintenance is on since ${since}, by ${by}${whereText(state)}; people are told to come back after ${retryAfter} s`,
    ];
  if (ended === null) return [`${composeProject}: maintenance is off`];
  return [
    `${composeProject}: maintenance is not on: the container with its page, of ${ended.since}, by ${ended.by}, does not run (${ended.state})`,
    ...ended.log.map(line => `  ${line}`),
    `To show the page again: countable maintenance on ${environment}. To clear it away: countable maintenance off ${environment}`,
  ];
};

const whereText = ({way, through, inPlaceOf, environment}: MaintenanceState): string => {
  if (way === 'in place') return `, in the place of ${inPlaceOf.join(', ')}`;
  const of = (where: 'page' | 'site') =>
    through.flatMap(({service, leadsTo}) => (leadsTo === where ? [service] : [])).join(', ');
  const [held, astray] = [of('page'), of('site')];
  const by = held === '' ? '' : `, through ${held}`;
  if (astray === '' && held !== '') return by;
  const why =
    astray === ''
      ? 'no proxy runs that leads to it'
      : `${astray} was started anew since and leads to the site`;
  return `${by}, but ${why}: run \`countable maintenance on ${environment}\` again`;
};
