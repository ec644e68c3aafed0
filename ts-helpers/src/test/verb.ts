import {branch, plan, timeLimit} from '../run/commonFlags.ts';
import {defineVerb} from '../run/verb.ts';
import type {StageResult} from '../result/result.ts';
import type {TestPlan} from './plan.ts';
import type {Finished} from '../run/finished.ts';

export const test = defineVerb({
  name: 'test',
  reaches: 'nothing',
  does: 'run the tests in a throw-away compose project',
  explains:
    'Builds and starts docker-compose.yml with dc.test.yml, runs the service `test` to its exit code, collects ' +
    'JUnit XML and removes everything again. Touches nothing but its own: --plan tells in what it differs from the files.',
  arguments: {},
  flags: {branch, plan, timeLimit},
  examples: [
    {command: 'countable test', does: 'test what is checked out'},
    {command: 'countable test --output reports', does: 'keep the JUnit XML'},
  ],
  async run(given, world): Promise<Finished<StageResult | TestPlan | null>> {
    const [{planStage, runStageVerb}, {testWork}] = await Promise.all([
      import('../stage/work.ts'),
      import('./work.ts'),
    ]);
    if (given.plan) return {result: await planStage({verb: 'test', work: testWork}, given, world)};
    return runStageVerb({verb: 'test', name: 'Test', work: testWork}, given, world);
  },
  async show(result) {
    const [{stageLine}, {testPlan}] = await Promise.all([import('../stage/line.ts'), import('./shown.ts')]);
    return result !== null && 'stage' in result ? stageLine(result) : testPlan(result);
  },
});
