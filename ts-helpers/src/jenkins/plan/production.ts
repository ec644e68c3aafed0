import {PRODUCTION} from '../../settings/production.ts';

/** An item of Jenkins, with what is in it. */
export interface JenkinsNode {
  name: string;
  /** What is in it are branches. */
  isMultibranch: boolean;
  inside: readonly JenkinsNode[];
}

/** Names of projects that Jenkins deploys to production: by a branch of theirs, or by a classic job `<name>-prod`. */
export const productionProjects = (
  nodes: readonly JenkinsNode[],
  branches: Readonly<Record<string, string>>,
): string[] => [...new Set(nodes.flatMap(node => projectsIn(node, branches)))].sort();

const projectsIn = (node: JenkinsNode, branches: Readonly<Record<string, string>>): string[] => {
  const {name, isMultibranch, inside} = node;
  if (isMultibranch) return inside.some(branch => branches[branch.name] === PRODUCTION) ? [name] : [];
  if (inside.length > 0) return inside.flatMap(one => projectsIn(one, branches));
  return name.endsWith(CLASSIC) && name !== CLASSIC ? [name.slice(0, -CLASSIC.length)] : [];
};

const CLASSIC = `-${PRODUCTION}`;
