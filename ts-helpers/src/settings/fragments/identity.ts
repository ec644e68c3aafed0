import {defined, defineSettings} from '../fragment.ts';
import {described, text} from '../keys.ts';

export const identity = defineSettings({
  project: {
    name: described(text, 'Name of the project. Default: the repository’s.', 'shop'),
    instance: described(
      text,
      'Tells several deploys of one repository on one host apart: part of the compose project’s name.',
      'berlin',
    ),
  },
  organisation: {},
  settle: ({own, given}): {name?: string; instance?: string} =>
    defined({name: given.name ?? own.name, instance: given.instance ?? own.instance}),
});
