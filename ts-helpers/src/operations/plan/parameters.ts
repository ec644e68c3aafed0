import type {OperationParameter} from '../../seam/operation.ts';
import {type Action, ACTION, AGENT, ENVIRONMENT, PLAN, PROJECT, type Taken} from './action.ts';

/** The action that does nothing: a build that nobody chose one for does that. */
export const HELP = 'help';

/** Of the job: plain Jenkins has one form for all actions, so each parameter says whose it is. */
export const parametersOf = (actions: readonly Action[]): OperationParameter[] => {
  const all = actions.flatMap(action => action.takes.map(taken => ({action: action.name, taken})));
  const byName = Map.groupBy(all, ({taken}) => taken.parameter);
  const told = (name: string) => byName.get(name) ?? [];
  const others = [...byName.keys()].filter(name => ![PROJECT, ENVIRONMENT, PLAN].includes(name)).sort();
  return [
    {
      name: ACTION,
      kind: 'choice',
      does: 'What to do. A build with help lists, in its log, what each does and takes.',
      choices: [HELP, ...actions.map(({name}) => name)],
    },
    {
      name: PROJECT,
      kind: 'text',
      does: 'The project, exactly as it is called. Of an instance shop/berlin, where it is no backup that is meant.',
    },
    ...told(ENVIRONMENT)
      .slice(0, 1)
      .map(({taken}) => environment(taken)),
    ...others.map(name => parameter(name, told(name))),
    {
      name: AGENT,
      kind: 'text',
      does: 'Label of the agent, where it is not the one that the project has: PROJECT-ENVIRONMENT, or ENVIRONMENT.',
    },
    ...told(PLAN)
      .slice(0, 1)
      .map(({taken}) => ({name: PLAN, kind: 'switch' as const, does: `Only ${taken.does}.`})),
  ];
};

const environment = ({parameter: name}: Taken): OperationParameter => ({
  name,
  kind: 'text',
  does: 'stage, prod, or what else it is deployed to. Empty: prod; for what lists, all on that host.',
});

/** What it means is the same wherever it has the same words. */
const parameter = (name: string, told: readonly {action: string; taken: Taken}[]): OperationParameter => {
  const byMeaning = Map.groupBy(told, ({taken}) => taken.does);
  const does = [...byMeaning].map(
    ([meaning, some]) => `${some.map(({action}) => action).join(', ')}: ${meaning}`,
  );
  return {
    name,
    kind: told.every(({taken}) => taken.kind === 'switch') ? 'switch' : 'text',
    does: does.join('; '),
  };
};
