import type {Rule} from '../rule.ts';
import {endedService} from '../endings.ts';

export const saidNothing: Rule = {
  name: 'said-nothing',

  fits: error =>
    error.code === 'SERVICE_EXITED' && (error.evidence.log?.lines ?? []).every(line => line.trim() === ''),
  sentence: ({error}) => `${error.message.replace(/\.$/, '')}, without a word.`,
  remedy: ({error}) =>
    `Run it by hand to see more: docker compose run --rm ${endedService(error)}; let a shell script begin with set -x, and a program write to its output instead of a file.`,
};
