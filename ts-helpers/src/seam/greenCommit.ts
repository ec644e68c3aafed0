import {commitId} from '../history/changes.ts';
import type {Memory} from './memory.ts';

/** The commit of the last green build, as the last report or Jenkins tells it. */
export const greenCommit = ({
  scm = {},
  memory,
}: {
  scm?: Readonly<Record<string, string | null>>;
  memory?: Memory;
}): string | undefined => commitId(memory?.green?.commit ?? scm['GIT_PREVIOUS_SUCCESSFUL_COMMIT']);
