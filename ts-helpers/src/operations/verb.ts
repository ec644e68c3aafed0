import {defineVerb, type Verb} from '../run/verb.ts';

export const operationVerb = (loadVerbs: () => Promise<Verb[]>) =>
  defineVerb({
    name: 'operation',
    reaches: 'nothing',
    does: 'print what a build of the operators’ job does, and the parameters of that job',
    explains:
      'What `countableOps()` asks first, in Jenkins: its parameters, which are the arguments and flags of every verb that operators have, ' +
      'and of a build what was chosen as a plan, on which agent, with which credentials, and whether it has to be confirmed. Wrong values ' +
      'fail here, in the words of the verb that they are for. Changes nothing. Without --facts it lists the actions.',
    arguments: {},
    flags: {},
    examples: [{command: 'countable operation', does: 'what operators can choose, and what each takes'}],
    run: async (given, world) => (await import('./work.ts')).runOperation(given, world, await loadVerbs()),
    async show({operation}) {
      if (operation !== undefined) return `${operation.title}\n`;
      const {actionOf, actionsText, operatedOf} = await import('./actions.ts');
      return actionsText(operatedOf(await loadVerbs()).map(actionOf));
    },
  });
