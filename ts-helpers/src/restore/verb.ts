import {plan, timeLimit} from '../run/commonFlags.ts';
import {on, word} from '../run/flag.ts';
import {defineVerb, optional} from '../run/verb.ts';
import type {StageResult} from '../result/result.ts';
import type {Finished} from '../run/finished.ts';
import type {PrunePlan, RestorePlan, UndoPlan} from './plan.ts';

export const restore = defineVerb({
  name: 'restore',
  reaches: 'production',
  operated: {risks: 'data', on: 'the host of the environment', binds: 'proving'},
  does: 'put a backup in the place of what an environment of this host uses',
  explains:
    'Loads it beside what is used, compares it with what was stored, and only then lets it take its place: databases change names in ' +
    'one moment, folders in another, servers of MySQL, MariaDB and MongoDB their data folder, and services that use them stand still meanwhile. Until then, and whatever fails, what is used stays as it is. ' +
    'What was used stays under a name with its date, and --undo gives it its place again: what the last restore replaced, or of one ' +
    'service (--service) what the last one replaced of that; done twice, all is as it was. --at goes back to before an earlier one. Takes the newest proven backup unless ' +
    '--at names another. Where every moment of a database is kept, --at takes a moment as well, to the second: servers are brought back to it ' +
    'in throw-away containers, and their databases take the place of those that are used; volumes and folders have no moments, and stay. ' +
    'An archive that was begun in that very second is meant before the moment is. A file or folder, standard input (-), and what older scripts left ' +
    'are known by their bytes, restored into throw-away servers, counted, and dumped out of there; nothing tells what they should hold. In production it asks for the name of the project: --yes NAME. ' +
    'What a restore has replaced goes with --prune once it is 30 days old; the nightly build does that.',
  arguments: {
    project: optional(
      'what is deployed on this host, an instance as shop/berlin; default: that of this folder',
    ),
  },
  flags: {
    at: word('TIME', 'a key, day, moment, file or -; default: the newest proven; --undo: which restore'),
    environment: word('NAME', 'whose data is replaced, by a backup of its own; default: prod'),
    service: word('NAME', 'the only service whose data is restored, or given back with --undo'),
    undo: on('let what was used before the last restore take its place again'),
    prune: on('drop what restores have replaced more than 30 days ago, and restore nothing'),
    yes: word('PROJECT', 'the name of the project: its data in production may be replaced'),
    plan,
    timeLimit,
  },
  examples: [
    {command: 'countable restore --plan', does: 'what the newest proven backup would replace'},
    {command: 'countable restore --yes shop', does: 'put it in the place of what production uses'},
    {
      command: 'countable restore --at 2026-11-27T12:34:56Z --plan',
      does: 'how databases come back to a moment',
    },
    {command: 'countable restore --at shop.sql.gz --plan', does: 'what a dump would replace that you have'},
    {command: 'countable restore --undo --yes shop', does: 'go back to what was used before'},
  ],
  async run(given, world): Promise<Finished<StageResult | RestorePlan | UndoPlan | PrunePlan>> {
    const [{planStage, runStageVerb}, {pruneOrRestore}, {deployedHere}] = await Promise.all([
      import('../stage/work.ts'),
      import('./work.ts'),
      import('../backup/work.ts'),
    ]);
    const environment = given.environment ?? 'prod';
    const project =
      given.project === undefined ? {} : await deployedHere(given.project, environment, {given, world});
    const stage = {
      verb: 'restore',
      name: given.prune ? 'Drop what restores replaced' : given.undo ? 'Undo the restore' : 'Restore',
      environment,
      work: pruneOrRestore({...given, environment}),
      ...project,
    } as const;
    return given.plan ? {result: await planStage(stage, given, world)} : runStageVerb(stage, given, world);
  },
  async show(result) {
    const [{stageLine}, {prunePlan, restorePlan}] = await Promise.all([
      import('../stage/line.ts'),
      import('./shown.ts'),
    ]);
    if ('stage' in result) return stageLine(result);
    return 'drops' in result ? prunePlan(result) : restorePlan(result);
  },
});
