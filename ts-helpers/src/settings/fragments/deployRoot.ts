import * as z from 'zod/mini';
import {defined, defineSettings} from '../fragment.ts';
import {described, text} from '../keys.ts';

export interface DeployRootSettings {
  deployRoot?: string;
  /** Whose word that is. */
  deployRootBy?: 'organisation' | 'variable' | 'argument' | 'project';
  /** Every one that any layer names: what has been deployed by another is there all the same. */
  deployRoots: readonly string[];
}

const keys = {
  deployRoot: described(
    // From where it would be told is not known: each run may stand elsewhere.
    text.check(z.regex(/^(\/|~($|\/))/, 'must be an absolute path, or begin with ~/')),
    'Folder of the deploys on an agent, outside of the project; `~` is the home of its user. Default: `~/countable`.',
    '/srv/countable',
  ),
};

export const deployRoot = defineSettings({
  project: keys,
  organisation: keys,
  settle: ({variables, organisation, own, given}): DeployRootSettings => {
    const said = [
      {by: 'organisation', root: organisation.deployRoot},
      {by: 'variable', root: variables.deployRoot},
      {by: 'argument', root: given.deployRoot},
      {by: 'project', root: own.deployRoot},
    ] as const;
    const counting = said.find(({root}) => root !== undefined);
    return {
      ...defined({deployRoot: counting?.root, deployRootBy: counting?.by}),
      deployRoots: [variables, organisation, own, given]
        .map(layer => layer.deployRoot)
        .filter(root => root !== undefined),
    };
  },
});
