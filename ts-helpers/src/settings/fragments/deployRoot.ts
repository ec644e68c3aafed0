import {defined, defineSettings} from '../fragment.ts';
import {described, text} from '../keys.ts';

export interface DeployRootSettings {
  deployRoot?: string;
  /** Every one that any layer names: what has been deployed by another is there all the same. */
  deployRoots: readonly string[];
}

const keys = {
  deployRoot: described(
    text,
    'Folder of the deploys on an agent; `~` is the home of its user. Default: `~/countable`.',
    '/srv/countable',
  ),
};

export const deployRoot = defineSettings({
  project: keys,
  organisation: keys,
  settle: ({variables, organisation, own, given}): DeployRootSettings => ({
    ...defined({
      deployRoot: organisation.deployRoot ?? variables.deployRoot ?? given.deployRoot ?? own.deployRoot,
    }),
    deployRoots: [variables, organisation, own, given]
      .map(layer => layer.deployRoot)
      .filter(root => root !== undefined),
  }),
});
