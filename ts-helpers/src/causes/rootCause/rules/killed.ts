import type {Rule} from '../rule.ts';
import {endedService, endedWith} from '../endings.ts';

export const killed: Rule = {
  name: 'killed',

  fits: error => endedWith(error, [137]) && !error.evidence.services?.some(({outOfMemory}) => outOfMemory),
  sentence: ({error}) => `Something outside killed ${endedService(error)}: it ended by signal 9.`,
  remedy: ({
    error: {
      evidence: {host},
    },
  }) =>
    `See on ${host?.name ?? 'the machine'} whether memory ran out (sudo dmesg | grep -i killed), and whether somebody stopped it (docker events --since 1h --until now).`,
};
