import * as z from 'zod/mini';
import type {NotifyOutcome} from '../src/tell/notify.ts';
import type {OperationPlan} from '../src/seam/operation.ts';
import {DOCUMENTS} from '../src/seam/schemas.ts';
import type {PipelinePlan} from '../src/seam/pipelinePlan.ts';
import type {StageResult} from '../src/result/result.ts';
import {SEAM} from '../src/seam/version.ts';
import {plain, table} from './markdown.ts';

type JsonSchema = z.core.JSONSchema.JSONSchema;

/** By the names of their files. */
export const resultJsonSchemas = (): Readonly<Record<string, JsonSchema>> => ({
  'plan.schema.json': z.toJSONSchema(DOCUMENTS.plan, {io: 'input'}),
  'operation.schema.json': z.toJSONSchema(DOCUMENTS.operation, {io: 'input'}),
  'stage-result.schema.json': z.toJSONSchema(DOCUMENTS.stageResult, {io: 'input'}),
  'notify-result.schema.json': z.toJSONSchema(DOCUMENTS.notifyResult, {io: 'input'}),
});

const PLAN: Readonly<Record<keyof PipelinePlan, string>> = {
  build:
    'who, what and where of the build: project, branch, commit, environment, and why it deploys there or does not',
  groups:
    'stages that run at the same time, with the milestones that Jenkins passes before; the next group waits for them all. A stage has its verb, arguments, agents in order of preference, minutes, and the credentials that are bound around it alone',
  notify: 'where people are told, and with which credentials',
  byTimer: '`true` where the nightly timer began the build, which then only backs up',
  timer: 'when that timer begins one, as `cron` has it; absent where nothing is backed up',
  notes: "what of the repository's settings and files does not count, and why",
  slack: 'the settings of that name',
  mail: 'the settings of that name',
  changes: 'what came since the branch was last green; absent without git',
};

const OPERATION: Readonly<Record<keyof OperationPlan, string>> = {
  parameters: "of the operators' job, in the order of its form",
  operation:
    'what was chosen: title, verb, the arguments with which it shows what it would do and with which it does it, what has to be confirmed before, settings and deploy folder, agents, minutes and credentials; absent where nothing was',
};

const STAGE: Readonly<Record<keyof StageResult, string>> = {
  stage: 'as Jenkins shows it',
  outcome: '`passed`, `failed`, `superseded` or `skipped`',
  startedAt: 'ISO 8601, UTC',
  durationMs: '',
  about: 'project and environment; absent where the project could not be read',
  error: 'its [code](errors.md), message, remedy, exit code, and the evidence for it',
  junit: 'JUnit XML files, relative to the folder of `--output`',
  tests: 'how many there were, failed and were skipped',
  failedTests: 'those that failed in a run that ended well all the same',
  urls: 'addresses that answered after a deploy',
  composeProject: 'what Docker calls the deployed project',
  changes: 'of a deploy: what became of each service and why, and for how long it was away',
  planned: 'of a deploy that failed: what was to become of each service and why',
  left: 'of a deploy that was stopped: what runs now',
  undone: 'of a deploy that failed and was undone: what runs now',
  warnings: 'what went wrong beside the stage',
  backup: 'of a backup: where it lies, and what is in it',
  restored: 'of a restore: what took whose place, and for how long services stood still',
  pruned: 'of a pruning: what restores had replaced, and is gone now',
  proof: 'of a backup: what came of restoring it, and how long that took',
  head: 'of a plan that failed: the newest commit, and whose it is',
  log: 'of a stage that failed: what it printed, as much as was kept',
};

const NOTIFY: Readonly<Record<keyof NotifyOutcome, string>> = {
  told: 'what was told; null where there was nothing to tell',
  sentTo: 'the channel that has it',
  direct: 'who was written to in Slack',
  mailedTo: 'who was written to by mail',
  problems: 'why it was not sent, or not where it should',
  text: 'as Slack would show it',
  headline: 'all of it in a line',
  reportFile: 'path of report.html',
  first: 'while stages are running: for the call that ends the telling',
};

const fields = (of: Readonly<Record<string, string>>): string =>
  table(
    ['field', ''],
    Object.entries(of).map(([name, does]) => [`\`${name}\``, plain(does)]),
  );

export const resultsPage = (): string => `# Results

What \`--result\` leaves in its file, and the Jenkins library reads. It never holds a secret. \`--json\` prints the same, without
\`seam\`: the version of what crosses between the library and the CLI, now ${SEAM}. Where the two are not of one version they say so,
with \`LIBRARY_MISMATCH\`, before a stage is begun. Fields without a value are left out.

## plan

Of \`countable plan\`: [plan.schema.json](plan.schema.json). One that failed leaves the result of a stage.

${fields(PLAN)}

## test, deploy

The result of a stage: [stage-result.schema.json](stage-result.schema.json).

${fields(STAGE)}

## operation

Of \`countable operation\`, for \`countableOps()\`: [operation.schema.json](operation.schema.json)

${fields(OPERATION)}

## notify

[notify-result.schema.json](notify-result.schema.json)

${fields(NOTIFY)}

What goes the other way: [facts](facts.md).
`;
