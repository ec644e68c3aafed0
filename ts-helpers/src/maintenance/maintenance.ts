import type {DeployFolder} from '../deploy/folder.ts';
import {tryToTakeBoth} from '../deploy/proxies.ts';
import {UserError} from '../errors/userError.ts';
import type {Clock} from '../outside/clock.ts';
import type {Files} from '../outside/files.ts';
import type {Locks} from '../outside/lock.ts';
import {previewNumber} from '../project/preview.ts';
import {carryOut} from '../run/carryOut.ts';
import type {Voice} from '../run/voice.ts';
import {deployedName} from '../workspace/deployedName.ts';
import type {Project} from '../workspace/project.ts';
import {type ActNeeds, deedsOf, type Wanted} from './act.ts';
import {type Asking, gatherMaintenance} from './gather.ts';
import {readPage} from './page.ts';
import {type MaintenancePlan, type MaintenanceState, planOff, planOn, stateOf} from './plan.ts';
import {servingPage} from './plan/facts.ts';
import {refuseUnfit} from './plan/refused.ts';

export interface MaintenanceNeeds {
  docker: ActNeeds['docker'] & Asking;
  clock: Clock;
  afterwards: ActNeeds['afterwards'];
  voice: Voice;
  files: Pick<Files, 'isWithin' | 'readText'>;
  locks: Locks;
  hostLocks: Pick<Locks, 'tryToTake'>;
  folderOf(composeProject: string): Pick<DeployFolder, 'path' | 'state' | 'forgetEmpty'>;
}

export interface MaintenanceRequest {
  project: Project;
  environment: string;
  who: string;
  /** What is to be served; undefined: nothing, any more. */
  on?: {
    page?: string | undefined;
    image?: string | undefined;
    /** Seconds; undefined: as it was asked for before. */ retryAfter?: number | undefined;
  };
}

export interface MaintenanceOutcome {
  maintenance: MaintenanceState;
  /** What was done; nothing where it was off already. */
  done: string[];
}

const gathered = (
  {project, environment, on}: Pick<MaintenanceRequest, 'project' | 'environment' | 'on'>,
  {docker}: Pick<MaintenanceNeeds, 'docker'>,
) =>
  gatherMaintenance(
    {environment, composeProject: deployedName(project, environment), image: on?.image},
    docker,
  );

export interface StatusOutcome {
  /** By environment; none where nothing was ever deployed here. */
  states: MaintenanceState[];
}

export const status = async (
  {project, environment}: {project: Project; environment: string | undefined},
  needs: Pick<MaintenanceNeeds, 'docker'> & {environmentsHere(project: Project): Promise<string[]>},
): Promise<StatusOutcome> => {
  const here = environment === undefined ? await needs.environmentsHere(project) : [environment];
  const able = here.filter(one => environment !== undefined || previewNumber(one) === undefined);
  return {
    states: await Promise.all(
      able.map(async one => stateOf(await gathered({project, environment: one}, needs))),
    ),
  };
};

export const planOnly = async (
  request: MaintenanceRequest,
  needs: MaintenanceNeeds,
): Promise<MaintenancePlan> => {
  refuseOn(request);
  const facts = await gathered(request, needs);
  if (request.on === undefined) return planOff(facts);
  await pageFor(request, needs);
  return planOn(facts);
};

const RETRY_AFTER = 600;

/** Throws LOCK_HELD while a deploy is under way. */
export const maintain = async (
  request: MaintenanceRequest,
  needs: MaintenanceNeeds,
): Promise<MaintenanceOutcome> => {
  const {environment, who} = request;
  refuseOn(request);
  const composeProject = deployedName(request.project, environment);
  const since = needs.clock.now().toISOString();
  const place = {composeProject, folder: needs.folderOf(composeProject)};
  const turn = await tryToTakeBoth(place, {who, since}, needs);
  if ('heldBy' in turn)
    throw new UserError('LOCK_HELD', `${turn.heldBy.who} is ${turn.heldBy.does ?? 'at work'} there.`, {
      where: environment,
    });
  try {
    const facts = await gathered(request, needs);
    const before = servingPage(facts);
    const {steps} = request.on === undefined ? planOff(facts) : planOn(facts);
    const wanted: Wanted | undefined = request.on && {
      html: await pageFor(request, needs),
      image: request.on.image,
      retryAfter: request.on.retryAfter ?? (before ?? facts.pages[0])?.retryAfter ?? RETRY_AFTER,
      since: before?.since ?? since,
      by: before?.by ?? who,
    };
    const {minutes} = request.project.settings.health;
    const {deeds, undo} = deedsOf(facts, {wanted, minutes}, needs);
    const {done, notDone} = await carryOut(steps, step => deeds[step.id](), {
      voice: needs.voice,
      undo: ({deed}) => undo(deed),
      // The site has its ports again by then: the page would only hide what is wrong there.
      bear: ({id}) => (id === 'see' ? 'go on' : 'fail'),
    });
    for (const {error} of notDone) throw error;
    return {maintenance: stateOf(await gathered(request, needs)), done: done.map(({does}) => does)};
  } finally {
    await turn.release();
  }
};

/** What is on somewhere can be turned off. */
const refuseOn = ({on, environment, project: {settings}}: MaintenanceRequest): void => {
  if (on !== undefined) refuseUnfit(environment, settings);
};

/** Of the project where it is checked out, or else as it was deployed. */
const pageFor = (
  {project, environment, on}: MaintenanceRequest,
  {files, folderOf}: MaintenanceNeeds,
): Promise<string> => {
  const deployed = folderOf(deployedName(project, environment)).path;
  return readPage({folders: [project.workspace, deployed], page: on?.page}, files);
};
