import {deploy, type DeployNeeds, planOnly} from './deploy.ts';
import {planRollback, rollback} from './rollback.ts';
import {PRODUCTION} from '../settings/production.ts';
import {AGE_KEY_FILE} from '../project/encryptedFiles.ts';
import {ENV_FILE} from '../project/secretFiles.ts';
import {TEST_ENV_FILE} from '../project/testVariables.ts';
import {jenkinsRefusal} from '../project/trust.ts';
import {hostname} from 'node:os';
import {previewNumber} from '../project/preview.ts';
import type {EngineNamed} from '../causes/engineAddress.ts';
import {createDeployAdapters} from './adapters.ts';
import {createDeployFolder} from './folder.ts';
import {versionTag} from './plan/overrides.ts';
import {DEPLOY_ROOT, folderOf, namingRoot} from '../workspace/deployRoot.ts';
import {createDockerAdapters} from '../services/adapters.ts';
import {knownEnvironment} from '../workspace/environments.ts';
import {fileIn, secretFilesIn} from '../workspace/givenSecretFiles.ts';
import {whoIs} from '../workspace/whoIs.ts';
import {targetOf} from '../settings/target.ts';
import {onSwarm, openSwarm} from '../swarm/adapters.ts';
import {sentryOpener} from '../sentry/work.ts';
import type {DeployRequest} from './gather/request.ts';
import type {Job} from '../stage/work.ts';
import type {Project} from '../workspace/project.ts';
import type {Site} from './plan/sites.ts';

/** The deploy of a project to an environment, with all that it works with. */
export const deployWork = (environment: string) => (job: Job) => {
  const {request, needs, naming} = opened(environment, job);
  const known = () => refuseUnknown(request, naming.root, needs);
  return Promise.resolve({
    plan: () => namingRoot(naming, () => known().then(() => planOnly(request, needs))),
    run: () => namingRoot(naming, () => known().then(() => deploy(request, needs))),
  });
};

/** The return to a release that was live there before. */
export const rollbackWork = (environment: string, to: string | undefined) => (job: Job) => {
  const {request, needs, naming} = opened(environment, job);
  const known = () => refuseUnknown(request, naming.root, needs);
  return Promise.resolve({
    plan: () => namingRoot(naming, () => known().then(() => planRollback(request, to, needs))),
    run: () => namingRoot(naming, () => known().then(() => rollback(request, to, needs))),
  });
};

/** Throws UNKNOWN_ENVIRONMENT. A preview is there once it is deployed. */
const refuseUnknown = async (
  {project, environment}: Pick<DeployRequest, 'project' | 'environment'>,
  root: string,
  {files}: Pick<DeployNeeds, 'files'>,
): Promise<void> => {
  if (previewNumber(environment) === undefined) await knownEnvironment(project, environment, {files, root});
};

/** Throws where this build may not touch the environment. */
const opened = (environment: string, {project, given, world, minutes, end}: Job) => {
  const refusal = jenkinsRefusal(environment, project.origin, project.settings);
  if (refusal !== undefined) throw refusal;
  const openSentry = sentryOpener(world, {isPatient: false});
  const root = folderOf(project.settings.deployRoot ?? DEPLOY_ROOT, world);
  const isSwarm =
    previewNumber(environment) === undefined && targetOf(project.settings, environment) === 'swarm';
  const needsWith = (signal: AbortSignal, endAll: DeployNeeds['end']): DeployNeeds => ({
    ...engineOf({isSwarm, root}, signal, world.variables),
    ...createDeployAdapters({...world, signal}, {workspace: project.workspace, root}),
    voice: world.voice,
    maskData: world.maskData,
    openSentry,
    end: endAll,
    hold: world.hold,
    afterwards() {
      const own = new AbortController();
      return needsWith(own.signal, reason => {
        own.abort(reason);
      });
    },
  });
  const needs = needsWith(world.signal, end);
  const request = {
    project,
    environment,
    secretFile: fileIn(ENV_FILE, world),
    ageKey: fileIn(AGE_KEY_FILE, world),
    secretFiles: secretFilesIn(world),
    testSecretFile: fileIn(TEST_ENV_FILE, world),
    takesOver: given.takeOver === true,
    isForced: given.force === true,
    recreates: given.recreate ?? [],
    minutes,
    who: whoIs(project, world),
    dockerHost: dockerHost(world.variables.DOCKER_HOST),
    ...siteOf(environment, project),
    isTracked: environment === PRODUCTION && openSentry !== undefined && project.settings.sentry !== 'none',
  };
  const naming = {root, settings: project.settings};
  return {request, needs, naming};
};

const engineOf = (
  {isSwarm, root}: {isSwarm: boolean; root: string},
  signal: AbortSignal,
  named: EngineNamed,
) => {
  const plain = createDockerAdapters(signal, named);
  if (!isSwarm) return plain;
  const stateOf = (composeProject: string) => createDeployFolder(root, composeProject).state;
  const tagOf = (composeProject: string, service: string, version: string) =>
    versionTag(composeProject, service, {version});
  return {...plain, ...onSwarm(plain, openSwarm(signal, named), {stateOf, tagOf})};
};

/** A preview is looked at by others, from elsewhere. */
const siteOf = (environment: string, {build, settings: {previews}}: Project): {site?: Site} => {
  const number = previewNumber(environment);
  if (number === undefined) return {};
  const template = (previews || undefined)?.url;
  return {
    site: {project: build.project, number, host: hostname(), ...(template !== undefined && {template})},
  };
};

/** Ports are published where the engine runs. */
const dockerHost = (address: string | undefined): string =>
  address !== undefined && /^(tcp|ssh):/.test(address) ? new URL(address).hostname : '127.0.0.1';
