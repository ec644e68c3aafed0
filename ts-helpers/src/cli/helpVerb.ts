import {defineVerb, several, type Verb} from '../run/verb.ts';

export const helpVerb = (loadVerbs: () => Promise<Verb[]>) =>
  defineVerb({
    name: 'help',
    reaches: 'nothing',
    does: 'show help, of a verb or of all',
    explains: 'The same as --help.',
    arguments: {about: several('one of the verbs; default: an overview', {completes: 'verbs'})},
    flags: {},
    examples: [
      {command: 'countable help deploy', does: 'all about deploying'},
      {command: 'countable help jenkins', does: 'the verbs of that group'},
    ],
    async run({about}) {
      const {helpFor} = await import('./help.ts');
      const text = helpFor(about, await loadVerbs());
      return {result: {help: text}, text};
    },
    show: null,
  });
