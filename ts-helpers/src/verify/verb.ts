import {plan, timeLimit} from '../run/commonFlags.ts';
import {on, word} from '../run/flag.ts';
import {defineVerb, optional} from '../run/verb.ts';
import type {StageResult} from '../result/result.ts';
import type {Finished} from '../run/finished.ts';
import type {MomentPlan} from './moment.ts';
import type {OlderPlan} from './plan/older.ts';
import type {VerifyPlan} from './plan.ts';

export const verify = defineVerb({
  name: 'verify',
  reaches: 'production',
  operated: {risks: 'nothing', on: 'any host', binds: 'proving'},
  does: 'prove a backup: restore it into throw-away containers, and compare',
  explains:
    'Downloads it from S3, restores it into empty servers of the same images, which nobody can reach, and compares databases, roles, ' +
    'tables, rows and contents with what was stored. In the folder of the project it then runs ops/verify.sql, starts the services ' +
    'that have a health check on it, and waits until they are healthy. What came of it, and how long it took, is kept beside the ' +
    'backup: only then is it proven. Much less than in the last proven one is an error (BACKUP_SHRUNK); --accept says that it is meant. ' +
    'Where every moment of a database is kept, the last one is brought back as well, and with --at any other. ' +
    'What an older script left (`backup: {older}`) is meant by its key or day, or where there is none of ours: it is recognised by its ' +
    'bytes, restored into a server of the service’s image, and has to hold rows; nothing was recorded that it could be compared with.',
  arguments: {
    project: optional('whose backup, an instance as shop/berlin; default: the project of this folder'),
  },
  flags: {
    at: word('TIME', 'its key, or how its time begins: 2026-11-27; or a moment: 2026-11-27T12:34:56Z'),
    environment: word('NAME', 'of which environment; default: prod'),
    image: word('IMAGE', 'into a server of which image, for what an older script left'),
    accept: on('that it holds much less than the last proven one is meant'),
    plan,
    timeLimit,
  },
  examples: [
    {command: 'countable verify', does: 'prove the newest backup of this project'},
    {command: 'countable verify --at 2026-11-27T12:34:56Z', does: 'bring its databases back to a moment'},
    {
      command: 'countable verify shop --at 2026-11-27',
      does: 'prove the newest one of that day, of another project',
    },
  ],
  async run(given, world): Promise<Finished<OlderPlan | MomentPlan | StageResult | VerifyPlan>> {
    const [{planStage, runStageVerb}, {verifyWork}] = await Promise.all([
      import('../stage/work.ts'),
      import('./work.ts'),
    ]);
    const work = verifyWork(given);
    if (given.plan) return {result: await planStage({verb: 'verify', work}, given, world)};
    const environment = given.environment ?? 'prod';
    return runStageVerb({verb: 'verify', name: 'Prove', environment, work}, given, world);
  },
  async show(result) {
    const [{stageLine}, {olderPlan, verifyPlan}] = await Promise.all([
      import('../stage/line.ts'),
      import('./shown.ts'),
    ]);
    if ('stage' in result) return stageLine(result);
    return 'into' in result ? olderPlan(result) : verifyPlan(result);
  },
});
