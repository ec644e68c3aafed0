import type {JenkinsNode} from '../../ts-helpers/src/jenkins/plan.ts';
import type {Jenkins} from '../../ts-helpers/src/jenkins/service.ts';
import {type JenkinsItem, ownedValues} from '../../ts-helpers/src/jenkins/plan/items.ts';
import {UserError} from '../../ts-helpers/src/errors/userError.ts';

/** A Jenkins in memory, held to the adapter's own by test/contract/jenkins.ts. */
export interface FakeJenkins extends Jenkins {
  /** By path: `team/shop`. */
  readonly items: Map<string, JenkinsItem>;
  /** Values by id, by the path of the folder; '' is the controller. */
  readonly stores: Map<string, Map<string, Buffer>>;
  /** Stores that the user may not look into. */
  readonly closed: Set<string>;
}

export const createFakeJenkins = (): FakeJenkins => {
  const items = new Map<string, JenkinsItem>();
  const stores = new Map<string, Map<string, Buffer>>();
  const closed = new Set<string>();
  return {
    items,
    stores,
    closed,

    async item(path) {
      const found = items.get(path.join('/'));
      return found && {kind: found.kind, type: found.kind, values: ownedValues(found)};
    },

    tree: async () => nodesOf([...items.values()], []),

    async create(item) {
      const path = item.path.join('/');
      const above = item.path.slice(0, -1).join('/');
      if (items.has(path)) throw new UserError('JENKINS_REFUSED', `There is an item ${path} already.`);
      if (above !== '' && !items.has(above)) throw new UserError('JENKINS_REFUSED', `There is no ${above}.`);
      items.set(path, item);
    },

    async repair(item) {
      items.set(item.path.join('/'), item);
    },

    async credentials(folder) {
      if (closed.has(folder)) return undefined;
      return [...(stores.get(folder)?.keys() ?? [])].map(id => ({id, folder}));
    },

    async putCredential(folder, {id}, value) {
      stores.set(folder, (stores.get(folder) ?? new Map<string, Buffer>()).set(id, value));
    },
  };
};

const nodesOf = (items: readonly JenkinsItem[], above: readonly string[]): JenkinsNode[] =>
  items
    .filter(({path}) => path.slice(0, -1).join('/') === above.join('/'))
    .map(({path, kind}) => ({
      name: path.at(-1) ?? '',
      isMultibranch: kind === 'multibranch',
      inside: nodesOf(items, path),
    }));
