import {branch, plan, timeLimit} from '../run/commonFlags.ts';
import {names, on} from '../run/flag.ts';
import {defineVerb, needed} from '../run/verb.ts';
import type {PlannedDeploy} from './deploy.ts';
import type {StageResult} from '../result/result.ts';
import type {Finished} from '../run/finished.ts';

export const deploy = defineVerb({
  name: 'deploy',
  reaches: 'what it asks for itself',
  does: 'bring the project up in an environment of this host',
  explains:
    'Validates, waits for its turn, builds, fills the deploy folder, rolls what changed and can run twice for a moment, ' +
    'restarts what else changed, and waits until all services are healthy and the site answers. Where that fails, the last ' +
    'release comes back. --plan says of each service what becomes of it and why. COUNTABLE_ENV_FILE names the secret file that becomes `.env`, and ' +
    'COUNTABLE_FILE_<PATH> one that becomes the file at that path. --take-over is for a repository that moved: what ' +
    'its old one has under this name on this host belongs to it from then on. A commit that is older than the live one is ' +
    'refused (SUPERSEDED) unless a build in Jenkins was begun later, or --force says that it is meant. ' +
    'A service that would come up without the data that it has, or with another major version of its database, is ' +
    'refused (DATA_AT_RISK), with how to do it safely, unless --recreate names it.',
  arguments: {
    environment: needed('stage, prod, or what else has a dc.<environment>.yml', {completes: 'environments'}),
  },
  flags: {
    branch,
    plan,
    takeOver: on('take over what a project of the same name has on this host'),
    recreate: names('SERVICES', 'services that may come up without the data that they have: db,queue'),
    force: on('deploy a commit that is older than the live one, on purpose'),
    timeLimit,
  },
  examples: [
    {command: 'countable deploy stage --plan', does: 'what a deploy to staging would do'},
    {command: 'countable deploy stage --recreate db', does: 'let the database come up on another volume'},
    {command: 'countable deploy stage --force', does: 'go back to the older commit that is checked out'},
    {
      command: 'COUNTABLE_ENV_FILE=~/shop.env countable deploy stage',
      does: 'deploy to staging, on this host',
    },
  ],
  async run(given, world): Promise<Finished<StageResult | PlannedDeploy>> {
    const [{planStage, runStageVerb}, {deployWork}, {environmentTitle}] = await Promise.all([
      import('../stage/work.ts'),
      import('./work.ts'),
      import('../project/conventions.ts'),
    ]);
    const work = deployWork(given.environment);
    if (given.plan) return {result: await planStage({verb: 'deploy', work}, given, world)};
    const name = `Deploy to ${environmentTitle(given.environment)}`;
    return runStageVerb({verb: 'deploy', name, environment: given.environment, work}, given, world);
  },
  async show(result) {
    const [{stageLine}, {deployPlan}] = await Promise.all([import('../stage/line.ts'), import('./shown.ts')]);
    return 'stage' in result ? stageLine(result) : deployPlan(result);
  },
});
