import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {loadVerbs} from '../../../ts-helpers/src/cli/registry.ts';
import {runOperation} from '../../../ts-helpers/src/operations/work.ts';
import type {Operation, OperationPlan} from '../../../ts-helpers/src/seam/operation.ts';

export interface Asked {
  /** Of the build. */
  jobName?: string;
  by?: string;
  /** Of the organisation. */
  settings?: string;
  variables?: Record<string, string>;
}

/** What `countable operation` leaves in a build with these parameters. */
export const operation = async (
  parameters: Record<string, string | boolean> | undefined,
  {jobName = 'operations', by = 'ada', settings, variables = {}}: Asked = {},
): Promise<OperationPlan> => {
  const folder = mkdtempSync(path.join(tmpdir(), 'countable-operations-'));
  try {
    const facts = path.join(folder, 'facts.json');
    const jenkins = {jobName, buildNumber: 12, branchName: null};
    writeFileSync(facts, JSON.stringify({jenkins, operation: {...(parameters && {parameters}), by}}));
    const file = path.join(folder, 'organisation.yml');
    writeFileSync(file, settings ?? '');
    const said = {...variables, ...(settings !== undefined && {COUNTABLE_CONFIG: file})};
    const {result} = await runOperation({facts}, {variables: said}, await loadVerbs());
    return result as OperationPlan;
  } finally {
    rmSync(folder, {recursive: true});
  }
};

export const chosen = async (
  parameters: Record<string, string | boolean>,
  asked?: Asked,
): Promise<Operation> => {
  const {operation: found} = await operation(parameters, asked);
  if (found === undefined) throw new Error('nothing was chosen');
  return found;
};
