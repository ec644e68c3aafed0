import {quoted} from '../../text/plain.ts';
import type {Rule} from '../plan/rule.ts';

export const machineFileNotIgnored: Rule = {
  code: 'machine-file-not-ignored',
  severity: 'warning',
  title: 'A file of one machine is not ignored by git',
  why: '`git add .` takes it along: passwords in `.env`, or the override of an environment that is nobody else’s.',
  mend: 'Add its name to `.gitignore`.',
  fix: 'Adds its name to `.gitignore`.',
  find: ({git}) =>
    (git?.ofMachine ?? [])
      .filter(({file, isIgnored}) => !isIgnored && !git?.tracked.includes(file))
      .map(({file}) => ({
        file: '.gitignore',
        message: `Nothing keeps ${file} out of git.`,
        edits: [{file: '.gitignore', kind: 'line', line: `/${file}`}],
        remedy: `Add its name to .gitignore: echo ${quoted(`/${file}`)} >> .gitignore`,
      })),
};
