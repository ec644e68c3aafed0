import {plan, timeLimit} from '../run/commonFlags.ts';
import {names, word} from '../run/flag.ts';
import {defineVerb, needed} from '../run/verb.ts';
import type {DeployPlan} from './plan.ts';
import type {StageResult} from '../result/result.ts';
import type {Finished} from '../run/finished.ts';

export const rollback = defineVerb({
  name: 'rollback',
  reaches: 'what it asks for itself',
  operated: {risks: 'traffic', on: 'the host of the environment', without: ['recreate']},
  does: 'bring a release back that was live before, in an environment of this host',
  explains:
    'Without a build, from what its deploy kept on this host: its files, its secrets, its images. It waits for its turn, ' +
    'starts what differs, and counts once all is healthy and answers, as a deploy does; where that fails, what was live ' +
    'comes back. Data is left as it is: what migrations have changed stays changed; a service that has got another volume or ' +
    'major version since is refused (DATA_AT_RISK) unless --recreate names it. `countable releases` lists what there is.',
  arguments: {
    environment: needed('stage, prod, or what else is deployed here', {completes: 'environments'}),
  },
  flags: {
    plan,
    to: word('COMMIT', 'version, commit, branch or tag to return to; default: the last other one'),
    recreate: names('SERVICES', 'services that may come up without the data that they have: db,queue'),
    timeLimit,
  },
  examples: [
    {command: 'countable rollback prod --plan', does: 'what a return to the release before would do'},
    {command: 'countable rollback prod --to c0ffee1', does: 'return to a certain commit'},
  ],
  async run(given, world): Promise<Finished<StageResult | DeployPlan>> {
    const [{planStage, runStageVerb}, {rollbackWork}, {environmentTitle}] = await Promise.all([
      import('../stage/work.ts'),
      import('./work.ts'),
      import('../project/conventions.ts'),
    ]);
    const work = rollbackWork(given.environment, given.to);
    if (given.plan) return {result: await planStage({verb: 'deploy', work}, given, world)};
    const name = `Rollback of ${environmentTitle(given.environment)}`;
    return runStageVerb({verb: 'deploy', name, environment: given.environment, work}, given, world);
  },
  async show(result) {
    const [{stageLine}, {deployPlan}] = await Promise.all([import('../stage/line.ts'), import('./shown.ts')]);
    return 'stage' in result ? stageLine(result) : deployPlan(result);
  },
});
