import {UserError} from '../errors/userError.ts';
import {operatorsRefusal} from '../project/trust.ts';
import type {Finished} from '../run/finished.ts';
import {givenBy} from '../run/given.ts';
import type {GivenToAll, Verb} from '../run/verb.ts';
import type {World} from '../run/world.ts';
import type {Operation, OperationPlan} from '../seam/operation.ts';
import {PRODUCTION} from '../settings/production.ts';
import type {Settings} from '../settings/settings.ts';
import {readFacts, readOrganisation} from '../workspace/open.ts';
import {actionOf, operatedOf} from './actions.ts';
import {type Action, ACTION, type Chosen} from './plan/action.ts';
import {chosenOf, refuseOthers} from './plan/chosen.ts';
import {HELP, parametersOf} from './plan/parameters.ts';
import {type Begun, planOperation, subjectOf} from './plan.ts';

/** `countable operation`. Throws DEPLOY_REFUSED, and what is wrong with the parameters in the words of the verb they are for. */
export const runOperation = async (
  given: Pick<GivenToAll, 'facts'>,
  world: Pick<World, 'variables'>,
  verbs: readonly Verb[],
): Promise<Finished<OperationPlan>> => {
  const {jenkins, operation: asked} = await readFacts(given);
  const settings = await readOrganisation(given, world);
  const operated = operatedOf(verbs);
  const actions = operated.map(actionOf);
  const chosen = chosenOf(asked?.parameters ?? {});
  const action = meantBy(chosen, actions);
  const isOfProduction = action !== undefined && subjectOf(action, chosen).isOfProduction;
  const refusal = jenkins && operatorsRefusal(isOfProduction ? PRODUCTION : '', {jenkins}, settings);
  if (refusal !== undefined) throw refusal;
  const parameters = parametersOf(actions);
  if (action === undefined) return {result: {parameters}};
  refuseOthers(action, chosen, actions);
  const begun = {by: asked?.by, buildNumber: jenkins?.buildNumber};
  return {result: {parameters, operation: checked(action, chosen, {settings, begun, operated})}};
};

/** Undefined where nobody chose one. Throws UNKNOWN_VERB. */
const meantBy = (chosen: Chosen, actions: readonly Action[]): Action | undefined => {
  const name = chosen.get(ACTION) ?? HELP;
  const found = actions.find(action => action.name === name);
  if (found === undefined && name !== HELP)
    throw new UserError('UNKNOWN_VERB', `Operators have no action ${String(name)}.`, {
      where: ACTION,
      remedy: `There are: ${actions.map(action => action.name).join(', ')}.`,
    });
  return found;
};

/** The verb's own parser reads what it will be given. */
const checked = (
  action: Action,
  chosen: Chosen,
  {operated, ...context}: {settings: Settings; begun: Begun; operated: readonly Verb[]},
): Operation => {
  const operation = planOperation(action, chosen, context);
  const verb = operated.find(({name}) => name === action.name);
  for (const words of [operation.shows, operation.does])
    if (verb !== undefined && words !== undefined) givenBy(verb, [operation.verb, ...words]);
  return operation;
};
