import type {ErrorReport, Warning} from '../result/result.ts';
import {UserError} from '../errors/userError.ts';
import type {Clock} from '../outside/clock.ts';
import type {Remote} from '../outside/remote.ts';
import {carryOut} from '../run/carryOut.ts';
import type {Voice} from '../run/voice.ts';
import {toErrorReport} from '../stage/runStage.ts';
import type {Project} from '../workspace/project.ts';
import {type GatherNeeds, previewsHere} from './gather.ts';
import {planReconcile, planRemoval, type Preview, type PreviewsPlan} from './plan.ts';
import {removePreview, type RemoveNeeds} from './remove.ts';

export interface PreviewsNeeds extends GatherNeeds, Omit<RemoveNeeds, 'isStill'> {
  docker: GatherNeeds['docker'] & RemoveNeeds['docker'];
  locks: GatherNeeds['locks'] & RemoveNeeds['locks'];
  files: GatherNeeds['files'] & RemoveNeeds['files'];
  folderOf: GatherNeeds['folderOf'];
  remote: Remote;
  clock: Pick<Clock, 'now'>;
  voice: Voice;
}

export interface PreviewsOutcome {
  /** What was removed. */
  done: string[];
  /** What could not be. */
  warnings: Warning[];
  /** The same, as it failed. */
  failures: ErrorReport[];
  staying: PreviewsPlan['staying'];
}

interface Asked {
  project: Project;
  /** As others who wait are told. */
  who: string;
}

/** What `reconcile` would remove. */
export const planOfReconcile = async (
  project: Project,
  needs: PreviewsNeeds,
  own?: string,
): Promise<PreviewsPlan> => {
  const previews = await previewsHere(project, needs);
  const {days = DAYS} = project.settings.previews || {};
  const branches = previews.length === 0 ? [] : await needs.remote.branches();
  return planReconcile(previews, {branches, now: needs.clock.now(), days, ...(own !== undefined && {own})});
};

/** Where nobody wants previews any more those that are there go all the same. */
const DAYS = 14;

/** Removes those that are left over; one that cannot be removed keeps no other. */
export const reconcile = async (
  asked: Asked,
  needs: PreviewsNeeds,
  own?: string,
): Promise<PreviewsOutcome> => {
  const plan = await planOfReconcile(asked.project, needs, own);
  return carried(plan, asked, {...needs, bear: true});
};

/** Throws BAD_ARGUMENT where there is none. */
export const planOfRemoval = async (
  project: Project,
  number: string,
  needs: GatherNeeds,
): Promise<PreviewsPlan> => {
  const previews = await previewsHere(project, needs);
  const found = previews.find(one => one.number === number);
  if (found !== undefined) return planRemoval(found);
  throw new UserError('BAD_ARGUMENT', `There is no preview of pull request ${number} of this project here.`, {
    where: '<number>',
    remedy: `There ${previews.length === 0 ? 'is none' : `are those of ${numbersOf(previews)}`} on this host: countable previews list`,
  });
};

const numbersOf = (previews: readonly Preview[]): string => previews.map(({number}) => number).join(', ');

export const remove = async (asked: Asked, number: string, needs: PreviewsNeeds): Promise<PreviewsOutcome> =>
  carried(await planOfRemoval(asked.project, number, needs), asked, {...needs, bear: false});

const carried = async (
  {steps, staying}: PreviewsPlan,
  {who, project}: Asked,
  {bear, ...needs}: PreviewsNeeds & {bear: boolean},
): Promise<PreviewsOutcome> => {
  const me = {
    who,
    since: needs.clock.now().toISOString(),
    ...(project.build.buildUrl !== undefined && {build: project.build.buildUrl}),
  };
  const isStill = async ({number, deployedAt, strangers}: Preview): Promise<boolean> => {
    const now = (await previewsHere(project, needs)).find(one => one.number === number);
    return now?.deployedAt === deployedAt && now.strangers.length === strangers.length;
  };
  const removing = {...needs, isStill};
  const {done, notDone} = await carryOut(steps, ({preview}) => removePreview(preview, me, removing), {
    voice: needs.voice,
    bear: () => (bear ? 'go on' : 'fail'),
  });
  const failures = notDone.map(({error}) => toErrorReport(error));
  const warnings = notDone.map(({step}, index) => warningOn(step.preview, failures[index] as ErrorReport));
  return {done: done.map(({does}) => does), warnings, failures, staying};
};

const warningOn = ({composeProject, number}: Preview, {code, message}: ErrorReport): Warning => ({
  code,
  message: `${composeProject}, which is left over, could not be removed: ${message}`,
  remedy: `The next build of a preview tries again; by hand, on that host: countable previews remove ${number}`,
});
