import {placeIn} from '../plan/places.ts';
import type {Rule} from '../plan/rule.ts';

export const environmentFileMissing: Rule = {
  code: 'environment-file-missing',
  severity: 'error',
  title: 'A branch deploys to an environment without a file',
  why: 'Every build of the branch fails at its first step, for want of the compose file of that environment.',
  mend: 'Add the file, or say in `branches:` of countable.yml that the branch deploys nowhere: `none`.',
  find: ({missing}) =>
    missing.map(({environment, branch, names: [name = '', ...others], where}) => ({
      ...placeIn(where ?? '', [name]),
      message: `The branch ${branch} deploys to ${environment}, and there is no ${[name, ...others].join(' or ')}.`,
    })),
};
