import {plan, timeLimit} from '../run/commonFlags.ts';
import {word} from '../run/flag.ts';
import {defineVerb, optional} from '../run/verb.ts';
import type {StageResult} from '../result/result.ts';
import type {Finished} from '../run/finished.ts';
import type {RefreshPlan} from './plan.ts';

export const refresh = defineVerb({
  name: 'refresh',
  reaches: 'production',
  operated: {risks: 'data', on: 'the host of the environment', binds: 'proving'},
  does: 'put masked data of production in the place of what another environment uses',
  explains:
    'Restores the newest proven backup of production into throw-away servers that nobody can reach, compares it with what was stored, ' +
    'which is kept as evidence, and masks it there: columns by `mask: {columns}`, and by ops/mask.sql. Each column has to be declared, and of ' +
    'what is masked nothing may be left (MASK_INCOMPLETE, MASK_FAILED). Then ops/after-refresh.sql turns off mail, webhooks and payment keys. Only what came of that ' +
    'is loaded beside what the environment uses, and takes its place as in a restore: what was used stays under a name with its date, and ' +
    'countable restore --undo --environment NAME brings it back. Never production (REFRESH_REFUSED), nor a protected project without masks or consent.',
  arguments: {
    project: optional(
      'what is deployed on this host, an instance as shop/berlin; default: that of this folder',
    ),
  },
  flags: {
    environment: word('NAME', 'whose data is replaced by that of production: stage, dev; never prod'),
    at: word('TIME', 'its key, or how its time begins: 2026-11-27; default: the newest proven one'),
    service: word('NAME', 'the only service whose data is replaced'),
    plan,
    timeLimit,
  },
  examples: [
    {
      command: 'countable refresh --environment stage --plan',
      does: 'what would be masked, and what replaced',
    },
    {command: 'countable refresh --environment stage', does: 'do it'},
    {
      command: 'countable refresh shop --environment stage --at 2026-11-27',
      does: 'of what is deployed as shop, by one of that day',
    },
  ],
  async run(given, world): Promise<Finished<StageResult | RefreshPlan>> {
    const [{planStage, runStageVerb}, {refreshWork}, {deployedHere}, {refuseProduction}] = await Promise.all([
      import('../stage/work.ts'),
      import('./work.ts'),
      import('../backup/work.ts'),
      import('./plan.ts'),
    ]);
    const environment = refuseProduction(given.environment);
    const project =
      given.project === undefined ? {} : await deployedHere(given.project, environment, {given, world});
    const stage = {
      verb: 'refresh',
      name: `Refresh ${environment}`,
      environment,
      work: refreshWork(given),
      ...project,
    } as const;
    return given.plan ? {result: await planStage(stage, given, world)} : runStageVerb(stage, given, world);
  },
  async show(result) {
    const [{stageLine}, {refreshPlan}] = await Promise.all([
      import('../stage/line.ts'),
      import('./shown.ts'),
    ]);
    return 'stage' in result ? stageLine(result) : refreshPlan(result);
  },
});
