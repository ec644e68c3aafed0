import type {Rule} from '../rule.ts';
import {endedService, endedWith} from '../endings.ts';

export const saidNothing: Rule = {
  name: 'said-nothing',

  fits: error =>
    !endedWith(error, [132, 134, 135, 137, 139]) &&
    error.code === 'SERVICE_EXITED' &&
    (error.evidence.log?.lines ?? []).every(line => line.trim() === ''),
  sentence: ({error}) => `The service ${endedService(error)} ended without a word.`,
  remedy: ({error}) =>
    `Run it by hand to see more: docker compose run --rm ${endedService(error)}; let a shell script begin with set -x, and a program write to its output instead of a file.`,
};
