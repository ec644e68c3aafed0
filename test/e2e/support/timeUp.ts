import path from 'node:path';
import type {DeployProject} from './deploys.ts';

/** Minutes that no test takes, and no other wait of ours does. */
const LIMIT = 17;

/** Words for a stage whose time is over once its tests or its services have made a file. */
export const LIMITED = ['--time-limit', String(LIMIT)];

/** What a limited stage runs with; the file by its path in the checkout, or of a deploy in the folder it goes to. */
export const timeUp = (
  {workspace, root, name}: DeployProject,
  where: {tests: string} | {deploy: string},
) => ({
  NODE_OPTIONS: `--import ${path.join(import.meta.dirname, 'timeUp.mjs')}`,
  COUNTABLE_TIME_UP_MS: String(LIMIT * 60_000),
  COUNTABLE_TIME_UP_FILE:
    'tests' in where ? path.join(workspace, where.tests) : path.join(root, `${name}-stage`, where.deploy),
});
