import type {Rule} from '../plan/rule.ts';
import {isHarmless, isMadeUp} from '../plan/secrets.ts';

export const secretInHistory: Rule = {
  code: 'secret-in-history',
  severity: 'error',
  title: 'A secret is in the history of git',
  why: 'Everybody who ever has the repository has it, although no file shows it any more.',
  mend: 'Have whoever gave it out make a new one. Then it is worth nothing, and may stay where it is: say so in the baseline. It is only looked for with `--history`.',
  find: facts =>
    (facts.contents?.pastSecrets ?? [])
      .filter(({host, file}) => !isHarmless(host, facts) && !isMadeUp(file))
      .map(({kind, file, line, commit}) => ({
        file,
        message: `What looks like a secret was in line ${line} once: ${kind}; commit ${commit.slice(0, 12)} added it.`,
      })),
  isBlind: ({contents}) => contents?.pastSecrets === undefined,
};
