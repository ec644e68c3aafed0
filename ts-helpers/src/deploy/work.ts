import {deploy, planOnly} from './deploy.ts';
import {PRODUCTION} from '../settings/production.ts';
import {ENV_FILE} from '../project/secretFiles.ts';
import {TEST_ENV_FILE} from '../project/testVariables.ts';
import {jenkinsRefusal} from '../project/trust.ts';
import {createDeployAdapters} from './adapters.ts';
import {DEPLOY_ROOT, folderOf, namingRoot} from '../workspace/deployRoot.ts';
import {createDockerAdapters} from '../services/adapters.ts';
import {fileIn, secretFilesIn} from '../workspace/givenSecretFiles.ts';
import {sentryOpener} from '../sentry/work.ts';
import type {Job} from '../stage/work.ts';

/** The deploy of a project to an environment, with all that it works with. */
export const deployWork =
  (environment: string) =>
  async ({project, given, world, minutes, end}: Job) => {
    const refusal = jenkinsRefusal(environment, project.origin, project.settings);
    if (refusal !== undefined) throw refusal;
    const openSentry = sentryOpener(world, {isPatient: false});
    const root = folderOf(project.settings.deployRoot ?? DEPLOY_ROOT, world);
    const needs = {
      ...createDockerAdapters(world.signal),
      ...createDeployAdapters(world, {workspace: project.workspace, root}),
      voice: world.voice,
      maskData: world.maskData,
      openSentry,
      end,
    };
    const {build} = project;
    const request = {
      project,
      environment,
      secretFile: fileIn(ENV_FILE, world),
      secretFiles: secretFilesIn(world),
      testSecretFile: fileIn(TEST_ENV_FILE, world),
      takesOver: given.takeOver === true,
      minutes,
      who:
        build.job === undefined
          ? `${world.user} on this machine`
          : `Jenkins ${build.job} #${build.buildNumber}`,
      dockerHost: dockerHost(world.variables.DOCKER_HOST),
      isTracked: environment === PRODUCTION && openSentry !== undefined && project.settings.sentry !== 'none',
    };
    const naming = {root, settings: project.settings};
    return {
      plan: () => namingRoot(naming, () => planOnly(request, needs)),
      run: () => namingRoot(naming, () => deploy(request, needs)),
    };
  };

/** Ports are published where the engine runs. */
const dockerHost = (address: string | undefined): string =>
  address !== undefined && /^(tcp|ssh):/.test(address) ? new URL(address).hostname : '127.0.0.1';
