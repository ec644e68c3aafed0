import {deployWork} from '../deploy/work.ts';
import type {Warning} from '../result/result.ts';
import {isStop, messageOf, UserError} from '../errors/userError.ts';
import {previewNumber, previewOf} from '../project/preview.ts';
import type {Finished} from '../run/finished.ts';
import {warn} from '../run/warn.ts';
import type {World} from '../run/world.ts';
import type {Job} from '../stage/work.ts';
import {type BuildGiven, readProject} from '../workspace/open.ts';
import {previewsHere} from './gather.ts';
import {whoIs} from '../workspace/whoIs.ts';
import {openPreviews} from './open.ts';
import {type Preview, type PreviewsPlan, refuseFull} from './plan.ts';
import {previewsText} from './shown.ts';
import {
  planOfReconcile,
  planOfRemoval,
  type PreviewsNeeds,
  type PreviewsOutcome,
  reconcile,
  remove,
} from './previews.ts';

/** A preview's deploy. Those that are left over go before it, and make room. */
export const previewWork = (number: string) => async (job: Job) => {
  const {plan, run} = await deployWork(previewOf(number))(job);
  return {
    plan,
    async run() {
      const {project, world} = job;
      const needs = openPreviews(project, world);
      const warnings = await reconcileFirst(job, number, needs);
      const {limit = Infinity} = project.settings.previews || {};
      refuseFull(await previewsHere(project, needs), number, {limit});
      const outcome = await run();
      const all = [...warnings, ...(outcome.warnings ?? [])];
      return {...outcome, ...(all.length > 0 && {warnings: all})};
    },
  };
};

/** What is left over of others is no reason to fail. */
const reconcileFirst = async (
  {project, world}: Job,
  number: string,
  needs: PreviewsNeeds,
): Promise<Warning[]> => {
  try {
    const outcome = await reconcile({project, who: whoIs(project, world)}, needs, number);
    // Another build is at it.
    const warnings = outcome.warnings.filter(({code}) => code !== 'LOCK_HELD');
    for (const warning of warnings) warn(needs.voice, warning);
    return warnings;
  } catch (error) {
    if (isStop(error)) throw error;
    needs.voice.warn(`Previews that are left over could not be looked for: ${messageOf(error)}`);
    return [];
  }
};

/** `countable previews list`. */
export const runList = async (given: BuildGiven, world: World): Promise<Finished<{previews: Preview[]}>> => {
  const project = await readProject(given, world);
  return {result: {previews: await previewsHere(project, openPreviews(project, world))}};
};

/** `countable previews reconcile`. */
export const runReconcile = async (
  given: BuildGiven & {plan: boolean},
  world: World,
): Promise<Finished<PreviewsPlan | PreviewsOutcome>> => {
  const project = await readProject(given, world);
  const needs = openPreviews(project, world);
  if (given.plan) return {result: await planOfReconcile(project, needs)};
  return reconciled(await reconcile({project, who: whoIs(project, world)}, needs), world.maskData);
};

/** By itself it has failed where something could not be removed; who deploys one meanwhile keeps it. */
export const reconciled = (
  outcome: PreviewsOutcome,
  masked: World['maskData'],
): Finished<PreviewsOutcome> => {
  const failed = outcome.failures.find(({code}) => code !== 'LOCK_HELD');
  if (failed === undefined) return {result: outcome};
  return {result: outcome, error: failed, text: previewsText(masked(outcome))};
};

/** `countable previews remove`. */
export const runRemove = async (
  given: BuildGiven & {plan: boolean; number: string},
  world: World,
): Promise<Finished<PreviewsPlan | PreviewsOutcome>> => {
  const number = checkedNumber(given.number);
  const project = await readProject(given, world);
  const needs = openPreviews(project, world);
  if (given.plan) return {result: await planOfRemoval(project, number, needs)};
  return {result: await remove({project, who: whoIs(project, world)}, number, needs)};
};

/** Throws BAD_ARGUMENT. Also `pr-7` is understood. */
export const checkedNumber = (given: string): string => {
  const number = previewNumber(given) ?? previewNumber(previewOf(given));
  if (number !== undefined) return number;
  throw new UserError('BAD_ARGUMENT', `${JSON.stringify(given)} is no number of a pull request.`, {
    where: '<number>',
    remedy: 'Name the number of the pull request, like 7.',
  });
};
