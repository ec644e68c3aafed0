import {UserError} from '../errors/userError.ts';
import {type JenkinsItem, ownedValues} from './plan/items.ts';
import {OF_A_SERVICE, type Step} from '../result/step.ts';

export {type JenkinsNode, productionProjects} from './plan/production.ts';

/** An agent, as its controller tells of it. */
export interface ControllerAgent {
  name: string;
  isOffline: boolean;
  /** By somebody, and not because it is gone. */
  isSetOffline: boolean;
  /** In the controller's words; empty where it gives none. */
  reason: string;
  /** Of the disk that its workspaces lie on; undefined where nobody has measured it. */
  disk?: {place: string; bytes: number};
  /** By which its clock differs from that of the controller; undefined where nobody has measured it. */
  clockMs?: number;
}

/** An item as it stands in Jenkins. */
export interface FoundItem {
  /** Undefined where it is one that we do not know. */
  kind: JenkinsItem['kind'] | undefined;
  /** What Jenkins calls its kind. */
  type: string;
  /** By the names of `ownedValues`; undefined where the item keeps it in a way of its own. */
  values: Readonly<Record<string, string | undefined>>;
}

/** Its id is the path of the item. */
interface JobStep extends Step {
  deed: 'create' | 'repair';
  item: JenkinsItem;
}

export interface JobsPlan {
  steps: JobStep[];
  /** What was changed by hand, in words. */
  drift: string[];
}

/** How the jobs of a project stand now. */
export interface JobsOutcome {
  /** Paths of the items. */
  items: string[];
  /** What was done, in words; empty where nothing had to change. */
  changed: string[];
  drift: string[];
  /** The files that hold them, where it is files that were asked for. */
  files?: string[];
}

const KINDS: Record<JenkinsItem['kind'], string> = {
  folder: 'folder',
  multibranch: 'multibranch job',
  pipeline: 'job',
  organization: 'organisation folder',
};

export const pathText = ({path}: Pick<JenkinsItem, 'path'>): string => path.join('/');

/**
 * What it takes to have these items. What differs from its description is told, and brought back with `repair`; what
 * people added to an item stays. Throws JENKINS_OTHER_KIND.
 */
export const planJobs = (
  wanted: readonly {item: JenkinsItem; found: FoundItem | undefined}[],
  repair: boolean,
): JobsPlan => {
  const steps: JobStep[] = [];
  const drift: string[] = [];
  for (const {item, found} of wanted) {
    const id = pathText(item);
    const called = `${KINDS[item.kind]} ${id}`;
    if (found === undefined) {
      steps.push({...OF_A_SERVICE, id, deed: 'create', item, does: `Make the ${called}${about(item)}`});
      continue;
    }
    if (found.kind !== item.kind) throw otherKind(item, found);
    const different = differences(item, found);
    if (different.length === 0) continue;
    drift.push(`The ${called}: ${different.join(', ')}.`);
    if (!repair) continue;
    steps.push({
      ...OF_A_SERVICE,
      id,
      deed: 'repair',
      item,
      does: `Bring back the ${called}: ${different.join(', ')}`,
    });
  }
  return {steps, drift};
};

const about = (item: JenkinsItem): string => {
  if (item.kind === 'folder') return '';
  const branches = item.kind === 'pipeline' ? item.branches : (item.only ?? []);
  const only = branches.length === 0 ? '' : `, of ${branches.join(' and ')}`;
  if (item.kind === 'organization')
    return `, of every repository of ${item.owner} that has a Jenkinsfile${only}`;
  return ` of ${item.source.remote}${only}`;
};

const differences = (item: JenkinsItem, {values}: FoundItem): string[] =>
  Object.entries(ownedValues(item))
    .filter(([name, value]) => values[name] !== undefined && values[name] !== value)
    .map(([name, value]) => `${name} is ${values[name] || 'empty'} instead of ${value || 'empty'}`);

const otherKind = (item: JenkinsItem, {type}: FoundItem): UserError =>
  new UserError('JENKINS_OTHER_KIND', `${pathText(item)} is no ${KINDS[item.kind]}, it is a ${type}.`, {
    where: pathText(item),
  });
