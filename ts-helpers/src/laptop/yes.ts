import {word} from '../run/flag.ts';

export const yes = word(
  'PROJECT',
  'the name of the project, as the plan has it: its data on this machine may be removed',
);
