import {defineVerb, needed, type Verb} from '../run/verb.ts';
import {SHELLS} from './shells.ts';

export const completionVerb = (loadVerbs: () => Promise<Verb[]>) =>
  defineVerb({
    name: 'completion',
    reaches: 'nothing',
    does: 'print the completion of a shell',
    explains: 'Completes verbs, flags and their values.',
    arguments: {shell: needed('bash, zsh or fish', {choices: SHELLS})},
    flags: {},
    examples: [{command: 'source <(countable completion bash)', does: 'in ~/.bashrc'}],
    async run({shell}) {
      const {completion: scripts} = await import('./completion.ts');
      const text = scripts(await loadVerbs())[shell]();
      return {result: {shell, script: text}, text};
    },
    show: null,
  });
