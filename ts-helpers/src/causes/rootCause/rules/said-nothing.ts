import {again} from '../../looking.ts';
import type {Rule} from '../rule.ts';
import {endedService, endedWith} from '../endings.ts';

export const saidNothing: Rule = {
  name: 'said-nothing',

  fits: error =>
    !endedWith(error, [132, 134, 135, 137, 139]) &&
    error.code === 'SERVICE_EXITED' &&
    (error.evidence.log?.lines ?? []).every(line => line.trim() === ''),
  sentence: ({error}) => `The service ${endedService(error)} ended without a word.`,
  remedy: seen =>
    `Let it say more: a shell script with set -x at its beginning, a program by writing to its output instead of a file. On a laptop, ${again(seen)} shows what it says then.`,
};
