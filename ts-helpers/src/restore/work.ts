import {randomUUID} from 'node:crypto';
import path from 'node:path';
import {type OutsideNeeds, type OutsideTools, whileTools} from '../backup/outside.ts';
import {couldName} from '../archive/at.ts';
import {createDeployFolder} from '../deploy/deployed.ts';
import {UserError} from '../errors/userError.ts';
import {PRODUCTION} from '../settings/production.ts';
import {createGivenFiles} from '../outside/givenFiles.ts';
import {createUnpacking} from '../outside/unpacking.ts';
import {olderStores} from '../dumps/olderPlaces.ts';
import type {World} from '../run/world.ts';
import type {StageOutcome} from '../stage/runStage.ts';
import type {Job} from '../stage/work.ts';
import {momentsAdapters, rootOf} from '../verify/adapters.ts';
import {deployedName} from '../workspace/deployedName.ts';
import {whoIsAndWhere} from '../workspace/whoIs.ts';
import {createJournals} from './act/journal.ts';
import {planOfPrune, prune} from './prune.ts';
import type {PrunePlan, RestorePlan, UndoPlan} from './plan.ts';
import {restorePlan} from './shown.ts';
import {planOnly, restore, type RestoreRequest} from './restore.ts';

export interface RestoreGiven {
  environment: string;
  at?: string | undefined;
  service?: string | undefined;
  undo?: boolean;
  /** The project's name, by who means it. */
  yes?: string | undefined;
}

/** A restore, or its undoing, with all that it works with. */
export const restoreWork =
  ({environment, at, service, undo = false, yes}: RestoreGiven) =>
  (job: Job) => {
    if (undo && at !== undefined && !couldName(at))
      throw new UserError('BAD_ARGUMENT', `${at} is no time at which something was restored.`, {
        where: '--at',
        remedy: 'See which could be undone: countable restore --undo --plan',
      });
    const {project, world} = job;
    const request: RestoreRequest = {
      project,
      environment,
      at,
      folder: world.folder,
      only: service,
      who: whoIsAndWhere(project, world),
      isUndo: undo,
    };
    const needs = () => restoreNeeds(job);
    const planned = () => planning(request, needs(), all => planOnly(request, all));
    return Promise.resolve({
      plan: planned,
      async run() {
        await requireConfirmed({environment, yes, name: project.build.project}, world, async () =>
          restorePlan(await planned()),
        );
        const restored = await doing(request, needs(), all => restore(request, all));
        return {outcome: 'passed' as const, restored};
      },
    });
  };

interface RestoreWork {
  plan(): Promise<PrunePlan | RestorePlan | UndoPlan>;
  run(): Promise<StageOutcome>;
}

export const pruneOrRestore = ({
  prune: isPruning = false,
  ...given
}: RestoreGiven & {prune?: boolean}): ((job: Job) => Promise<RestoreWork>) =>
  isPruning ? pruneWork(given) : restoreWork(given);

/** What restores have replaced, and nobody goes back to any more. Throws BAD_ARGUMENT. */
export const pruneWork =
  ({environment, at, service, undo = false}: RestoreGiven) =>
  (job: Job) => {
    if (undo || at !== undefined || service !== undefined)
      throw new UserError('BAD_ARGUMENT', '--prune restores nothing, and drops all that is old enough.', {
        where: '--prune',
        remedy: 'Give it alone: countable restore --prune',
      });
    const {project, world} = job;
    const request = {project, environment, who: whoIsAndWhere(project, world)};
    return Promise.resolve({
      plan: () => planning(request, restoreNeeds(job), all => planOfPrune(request, all)),
      async run() {
        const pruned = await doing(request, restoreNeeds(job), all => prune(request, all));
        return {outcome: 'passed' as const, pruned};
      },
    });
  };

type Whose = Pick<RestoreRequest, 'project' | 'environment'>;

/** While there are containers with tools for databases that are no services. */
export const doing = <N extends OutsideNeeds, T>(
  whose: Whose,
  needs: N,
  work: (needs: N & {tools: OutsideTools}) => Promise<T>,
): Promise<T> => whileTools(toolsOf(whose), needs, tools => work({...needs, tools}));

/** The same for a plan, which is made whatever else is under way. */
export const planning = <N extends OutsideNeeds, T>(
  whose: Whose,
  needs: N,
  work: (needs: N & {tools: OutsideTools}) => Promise<T>,
): Promise<T> => whileTools(`${toolsOf(whose)}-${randomUUID()}`, needs, tools => work({...needs, tools}));

const toolsOf = ({project, environment}: Whose): string => `${deployedName(project, environment)}-restore`;

/** What data takes the place of other data with. Throws BACKUP_NOT_SET_UP. */
export const restoreNeeds = (job: Pick<Job, 'project' | 'world' | 'end'>) => {
  const root = rootOf(job);
  const adapters = momentsAdapters(job);
  const {backup} = job.project.settings;
  return {
    ...adapters,
    unpacking: createUnpacking(adapters.pipes, adapters.compressing),
    givenFiles: createGivenFiles(adapters.pipes),
    older: olderStores(backup === 'none' ? [] : backup.older, adapters.store, job.world.signal),
    journalsOf: (composeProject: string) => createJournals(createDeployFolder(root, composeProject).state),
    // Not among the state of deploys, which a verb that was refused must not begin.
    lockOf: (composeProject: string) => path.join(root, '.countable', 'restores', `${composeProject}.lock`),
  };
};

/** Who sits at a terminal sees the plan, and says the name; everybody else has said it beforehand. Throws RESTORE_UNCONFIRMED. */
const requireConfirmed = async (
  {environment, yes, name}: {environment: string; yes: string | undefined; name: string},
  {ask, voice}: Pick<World, 'ask' | 'voice'>,
  planText: () => Promise<string>,
): Promise<void> => {
  if (environment !== PRODUCTION || yes === name) return;
  if (yes === undefined && ask !== undefined) {
    for (const line of (await planText()).trimEnd().split('\n')) voice.info(line);
    const answer = await ask(`This replaces data of production. The name of the project to go on: `);
    if (answer.trim() === name) return;
    throw unconfirmed(
      `Nothing was done: ${answer.trim() === '' ? 'no name was given' : `this is ${name}`}.`,
      name,
    );
  }
  const said =
    yes === undefined
      ? `What ${name} has in production would be replaced.`
      : `--yes names ${yes}, and this is ${name}.`;
  throw unconfirmed(said, name);
};

const unconfirmed = (message: string, name: string): UserError =>
  new UserError('RESTORE_UNCONFIRMED', message, {
    where: '--yes',
    remedy: `Look at it first (--plan), then: --yes ${name}`,
  });
