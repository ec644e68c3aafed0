import {createClock} from '../outside/clock.ts';
import {createFiles} from '../outside/files.ts';
import {createGit} from '../outside/git.ts';
import {createShell} from '../outside/shell.ts';
import {ensure, planOnly, type SentryNeeds} from './ensure.ts';
import {withProblems} from '../run/withProblems.ts';
import {PRODUCTION} from '../settings/production.ts';
import type {SentryOutcome, SentryPlan} from './plan.ts';
import type {Finished} from '../run/finished.ts';
import type {World} from '../run/world.ts';
import {DEPLOY_ROOT, folderOf} from '../workspace/deployRoot.ts';
import {knownEnvironment} from '../workspace/environments.ts';
import {type BuildGiven, readProject} from '../workspace/open.ts';

/** A deploy waits for no one: the site matters more than who watches it. */
const HASTE = {timeoutMs: 5_000, patienceMs: 5_000};

/** Opens Sentry where there is a token for it; undefined where there is none. */
export const sentryOpener = (
  {variables, signal}: Pick<World, 'variables' | 'signal'>,
  {isPatient}: {isPatient: boolean},
): SentryNeeds['openSentry'] => {
  const token = variables.SENTRY_AUTH_TOKEN;
  if (!token) return undefined;
  return async ({url, organization}) => {
    const {openSentry} = await import('./service.ts');
    const clock = createClock(signal);
    return openSentry({token, url, organization, clock, signal, ...(!isPatient && HASTE)});
  };
};

/** `countable sentry`. What could not be had is its error, after all that could; more of it is told before. */
export const runSentry = async (
  given: BuildGiven & {environment: string | undefined; plan: boolean; repair: boolean},
  world: World,
): Promise<Finished<SentryPlan | SentryOutcome>> => {
  const project = await readProject(given, world);
  const files = createFiles();
  const root = folderOf(project.settings.deployRoot ?? DEPLOY_ROOT, world);
  const environment =
    given.environment === undefined
      ? PRODUCTION
      : await knownEnvironment(project, given.environment, {files, root});
  const needs = {
    openSentry: sentryOpener(world, {isPatient: true}),
    files,
    git: createGit(createShell(world.signal), project.workspace),
    voice: world.voice,
  };
  const request = {project, environment, repair: given.repair};
  if (given.plan) return {result: await planOnly(request, needs)};
  const {outcome} = await ensure(request, needs);
  return withProblems(outcome, world.voice);
};
