import {plan, timeLimit} from '../run/commonFlags.ts';
import {word} from '../run/flag.ts';
import {defineVerb, optional} from '../run/verb.ts';
import type {StageResult} from '../result/result.ts';
import type {Finished} from '../run/finished.ts';
import type {BackupPlan} from './plan.ts';

export const backup = defineVerb({
  name: 'backup',
  reaches: 'production',
  operated: {risks: 'nothing', on: 'the host of the environment', binds: 'storing'},
  does: 'store all data of production in S3',
  explains:
    'Finds by itself what has to be kept: databases of services, by their own dump tools, volumes, and folders of data. All of ' +
    'it goes as one archive to backups/<project>/ of the bucket, as it is read and without a copy on the disk, and has its name ' +
    'there once it is whole. What keeps data and cannot be kept is an error (NO_BACKUP_FOR). A service whose files change all ' +
    'the time keeps still meanwhile with the label ca.countable.backup=pause (or =stop). --plan says what is in, what is out, and why.',
  arguments: {
    project: optional(
      'what is deployed on this host, an instance as shop/berlin; default: that of this folder',
    ),
  },
  flags: {
    environment: word('NAME', 'of what is deployed here; default: prod'),
    plan,
    timeLimit,
  },
  examples: [
    {command: 'countable backup --plan', does: 'what would be stored, and what not'},
    {command: 'countable backup shop', does: 'store what was deployed here as shop'},
    {command: 'COUNTABLE_BACKUP_BUCKET=example-backups countable backup', does: 'store it'},
  ],
  async run(given, world): Promise<Finished<StageResult | BackupPlan>> {
    const [{planStage, runStageVerb}, {backupWork, deployedHere}] = await Promise.all([
      import('../stage/work.ts'),
      import('./work.ts'),
    ]);
    const environment = given.environment ?? 'prod';
    const project =
      given.project === undefined ? {} : await deployedHere(given.project, environment, {given, world});
    const stage = {
      verb: 'backup',
      name: 'Back up',
      environment,
      work: backupWork(environment),
      ...project,
    } as const;
    return given.plan ? {result: await planStage(stage, given, world)} : runStageVerb(stage, given, world);
  },
  async show(result) {
    const [{stageLine}, {backupPlan}] = await Promise.all([import('../stage/line.ts'), import('./shown.ts')]);
    return 'stage' in result ? stageLine(result) : backupPlan(result);
  },
});
