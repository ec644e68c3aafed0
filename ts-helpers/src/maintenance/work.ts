import {createDeployFolder} from '../deploy/folder.ts';
import {UserError} from '../errors/userError.ts';
import {createFiles} from '../outside/files.ts';
import {createHostLocks} from '../outside/hostLocks.ts';
import {createLocks} from '../outside/lock.ts';
import type {Finished} from '../run/finished.ts';
import type {World} from '../run/world.ts';
import {createDockerAdapters} from '../services/adapters.ts';
import {DEPLOY_ROOT, folderOf} from '../workspace/deployRoot.ts';
import {knownEnvironment} from '../workspace/environments.ts';
import {environmentsHere} from '../workspace/environmentsHere.ts';
import {type BuildGiven, readProject} from '../workspace/open.ts';
import type {Project} from '../workspace/project.ts';
import {whoIs} from '../workspace/whoIs.ts';
import type {ActNeeds} from './act.ts';
import {maintain, type MaintenanceOutcome, planOnly, status, type StatusOutcome} from './maintenance.ts';
import type {MaintenancePlan} from './plan.ts';

type Given = BuildGiven & {environment: string};
type Needs = ReturnType<typeof createDockerAdapters> & Pick<World, 'voice'> & Pick<ActNeeds, 'afterwards'>;
type Done = Promise<Finished<MaintenancePlan | MaintenanceOutcome>>;

/** `countable maintenance on`. */
export const runOn = async (
  given: Given & {plan: boolean} & Record<'retryAfter' | 'page' | 'image', string | undefined>,
  world: World,
): Done => {
  const retryAfter = given.retryAfter === undefined ? undefined : checkedSeconds(given.retryAfter);
  const {request, needs} = await opened(given, world);
  const wanted = {...request, on: {page: given.page, image: given.image, retryAfter}};
  return {result: await (given.plan ? planOnly(wanted, needs) : maintain(wanted, needs))};
};

/** `countable maintenance off`. */
export const runOff = async (given: Given & {plan: boolean}, world: World): Done => {
  const {request, needs} = await opened(given, world);
  return {result: await (given.plan ? planOnly(request, needs) : maintain(request, needs))};
};

/** `countable maintenance status`. */
export const runStatus = async (
  given: BuildGiven & {environment: string | undefined},
  world: World,
): Promise<Finished<StatusOutcome>> => {
  const project = await readProject(given, world);
  const root = rootOf(project, world);
  const environment =
    given.environment === undefined
      ? undefined
      : await knownEnvironment(project, given.environment, {files: createFiles(), root});
  const {docker} = createDockerAdapters(world.signal, world.variables);
  const needs = {docker, environmentsHere: () => environmentsHere(project, root)};
  return {result: await status({project, environment}, needs)};
};

const rootOf = ({settings}: Project, world: World): string =>
  folderOf(settings.deployRoot ?? DEPLOY_ROOT, world);

const opened = async (given: Given, world: World) => {
  const project = await readProject(given, world);
  const root = rootOf(project, world);
  const environment = await knownEnvironment(project, given.environment, {files: createFiles(), root});
  const {JENKINS_SERVER_COOKIE: _, ...withoutCookie} = world.inherited;
  const needsWith = (signal: AbortSignal): Needs => ({
    ...createDockerAdapters(signal, world.variables),
    voice: world.voice,
    afterwards: () => needsWith(new AbortController().signal),
  });
  return {
    request: {project, environment, who: whoIs(project, world)},
    needs: {
      ...needsWith(world.signal),
      locks: createLocks(withoutCookie),
      hostLocks: createHostLocks(),
      folderOf: (composeProject: string) => createDeployFolder(root, composeProject),
    },
  };
};

/** Throws BAD_ARGUMENT. */
const checkedSeconds = (text: string): number => {
  const seconds = Number(text);
  if (Number.isInteger(seconds) && seconds > 0) return seconds;
  throw new UserError('BAD_ARGUMENT', `--retry-after needs whole seconds, not ${JSON.stringify(text)}.`, {
    where: '--retry-after',
    remedy: 'Give it a number, like 600.',
  });
};
