import {lines, numbered} from '../run/planText.ts';
import type {MaintenanceOutcome, StatusOutcome} from './maintenance.ts';
import type {MaintenancePlan, MaintenanceState} from './plan.ts';
import type {Lead} from './plan/state.ts';

export const statusText = ({states}: StatusOutcome): string =>
  states.length === 0
    ? lines('Nothing of this project was deployed on this host.')
    : lines(...states.flatMap(stateLines));

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
  const left = leftLines(state);
  const [on, off] = ['on', 'off'].map(word => `countable maintenance ${word} ${environment}`);
  if (ended !== null)
    return [
      `${composeProject}: maintenance is not on: the container with its page, of ${ended.since}, by ${ended.by}, does not run (${ended.state})`,
      ...ended.log.map(line => `  ${line}`),
      ...left,
      `To show the page again: ${on}. To ${left.length === 0 ? 'clear it away' : 'give the site back'}: ${off}`,
    ];
  if (left.length === 0) return [`${composeProject}: maintenance is off`];
  return [
    `${composeProject}: maintenance is off, and there is no page`,
    ...left,
    `To give the site back: ${off}. To show a page: ${on}`,
  ];
};

/** What people meet in place of the site, where no page answers. */
const leftLines = ({down, through}: MaintenanceState): string[] => {
  const astray = servicesTo('nothing', through);
  return [
    ...(down.length === 0 ? [] : [`  ${down.join(', ')}, which people reach, does not run: nobody answers`]),
    ...(astray === '' ? [] : [`  ${astray} still leads to where a page was: people get an error`]),
  ];
};

const whereText = ({way, through, inPlaceOf, environment}: MaintenanceState): string => {
  if (way === 'in place') return `, in the place of ${inPlaceOf.join(', ')}`;
  const [held, astray, lost] = (['page', 'site', 'nothing'] as const).map(where =>
    servicesTo(where, through),
  );
  const by = held ? `, through ${held}` : '';
  if (held && !astray && !lost) return by;
  const why = [
    astray && `${astray} was started anew since and leads to the site`,
    lost && `${lost} leads to where the page was before`,
  ].filter(Boolean);
  return `${by}, but ${why.join(', and ') || 'no proxy runs that leads to it'}: run \`countable maintenance on ${environment}\` again`;
};

const servicesTo = (where: Lead, through: MaintenanceState['through']): string =>
  through.flatMap(({service, leadsTo}) => (leadsTo === where ? [service] : [])).join(', ');
