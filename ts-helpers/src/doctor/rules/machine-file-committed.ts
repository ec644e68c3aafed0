import {quoted} from '../../text/plain.ts';
import type {Rule} from '../plan/rule.ts';

export const machineFileCommitted: Rule = {
  code: 'machine-file-committed',
  severity: 'error',
  title: 'A file of one machine is in git',
  why: '`.env` has passwords, which stay in the history of git for everybody who ever has the repository; `docker-compose.override.yml` is made anew by each deploy, and would be merged into whatever is run by hand.',
  mend: 'Take it out and keep it where it is: git rm --cached. What it had as a secret has to be changed. Let a `.env.example` say which variables there are.',
  find: ({git}) =>
    (git?.ofMachine ?? [])
      .filter(({file}) => git?.tracked.includes(file))
      .map(({file}) => ({
        file,
        message: `${file} is in git, and belongs to one machine.`,
        remedy: `Take it out and keep it here: git rm --cached ${quoted(file)}. A secret in it has to be changed: the history of git has it.`,
      })),
};
