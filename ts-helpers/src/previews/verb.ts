import {branch, plan, timeLimit} from '../run/commonFlags.ts';
import {defineVerb, needed} from '../run/verb.ts';
import type {PlannedDeploy} from '../deploy/deploy.ts';
import type {StageResult} from '../result/result.ts';
import type {Finished} from '../run/finished.ts';

export const preview = defineVerb({
  name: 'preview',
  reaches: 'what it asks for itself',
  does: 'bring a pull request up for people to look at, on this host',
  explains:
    'Removes previews that are left over, as `countable previews reconcile` does, and deploys what is checked out as `pr-<number>`: ' +
    'the compose file with dc.preview.yml, beside all others. Its addresses are those of the ports that it publishes, also of ' +
    'ports that Docker chooses, or that of `previews: {url}`. Never where production of the project runs (PREVIEW_REFUSED).',
  arguments: {number: needed('of the pull request')},
  flags: {branch, plan, timeLimit},
  examples: [
    {command: 'countable preview 7 --plan', does: 'what it would do'},
    {command: 'countable preview 7', does: 'bring pull request 7 up'},
  ],
  async run(given, world): Promise<Finished<StageResult | PlannedDeploy>> {
    const [{planStage, runStageVerb}, {checkedNumber, previewWork}, {previewOf}] = await Promise.all([
      import('../stage/work.ts'),
      import('./work.ts'),
      import('../project/preview.ts'),
    ]);
    const number = checkedNumber(given.number);
    const work = previewWork(number);
    if (given.plan) return {result: await planStage({verb: 'preview', work}, given, world)};
    const stage = {verb: 'preview', name: 'Preview', environment: previewOf(number), work} as const;
    return runStageVerb(stage, given, world);
  },
  async show(result) {
    const [{stageLine}, {deployPlan}] = await Promise.all([
      import('../stage/line.ts'),
      import('../deploy/shown.ts'),
    ]);
    return 'stage' in result ? stageLine(result) : deployPlan(result);
  },
});
