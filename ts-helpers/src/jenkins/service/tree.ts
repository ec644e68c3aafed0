import type {JenkinsNode} from '../plan/production.ts';

/** Folders within folders, an organisation's repositories, and their branches. */
const DEPTH = 7;

/** What is asked of every item: Jenkins gives one level for each time that it is named. */
export const TREE = Array.from({length: DEPTH}).reduce<string>(
  inner => `jobs[name${inner === '' ? '' : `,${inner}`}]`,
  '',
);

export interface TreeAnswer {
  jobs?: AnsweredJob[];
}

interface AnsweredJob extends TreeAnswer {
  _class?: string;
  name: string;
}

export const nodesIn = ({jobs = []}: TreeAnswer): JenkinsNode[] =>
  jobs.map(job => ({
    name: unescaped(job.name),
    isMultibranch: MULTIBRANCH.test(job._class ?? ''),
    inside: nodesIn(job),
  }));

/** Other kinds of projects with branches are called after it. */
const MULTIBRANCH = /MultiBranchProject$/i;

/** Of a branch: `feature%2Fx`. */
const unescaped = (name: string): string => {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
};
