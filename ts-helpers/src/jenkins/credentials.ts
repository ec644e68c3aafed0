import {
  type CredentialState,
  credentialStates,
  environmentsOf,
  type HeldCredential,
  type NeededCredential,
  neededCredentials,
  storeOf,
  unaskedStates,
} from './plan/credentials.ts';
import {OF_A_SERVICE, type Step} from '../result/step.ts';
import {UserError} from '../errors/userError.ts';
import {carryOut} from '../run/carryOut.ts';
import type {Jenkins} from './service.ts';
import type {Voice} from '../run/voice.ts';
import type {Project} from '../workspace/project.ts';
import {findSecrets, type SecretFileNeeds} from '../workspace/secretFiles.ts';
import {itemsOf} from './jobs.ts';

export interface CredentialsNeeds extends SecretFileNeeds {
  openJenkins(): Promise<Jenkins>;
  voice: Voice;
}

/** What the pipeline of a project needs and, with an account, what there is of it. Values are never read. */
export const listCredentials = async (
  project: Project,
  {openJenkins, voice, ...needs}: CredentialsNeeds,
): Promise<{project: string; credentials: CredentialState[]}> => {
  const {build, settings} = project;
  const needed = await neededBy(project, needs);
  const jenkins = await openJenkins().catch((error: unknown) => {
    if (!(error instanceof UserError) || error.code !== 'JENKINS_NOT_SET_UP') throw error;
    voice.warn(`Which of these there are is not known: ${error.message} ${error.remedy}`);
  });
  if (jenkins === undefined) return {project: build.project, credentials: unaskedStates(needed, settings)};
  const stores = await Promise.all(
    storesOf(project).map(async folder => ({folder, held: await jenkins.credentials(folder)})),
  );
  const seen = {
    held: stores.flatMap(({held = []}) => held),
    unseen: stores.filter(({held}) => held === undefined).map(({folder}) => folder),
  };
  return {project: build.project, credentials: credentialStates(needed, seen, settings)};
};

const neededBy = async (project: Project, needs: SecretFileNeeds): Promise<NeededCredential[]> => {
  const {build, settings} = project;
  const files = environmentsOf(settings).map(
    async environment => [environment, await findSecrets(project, environment, needs)] as const,
  );
  return neededCredentials(build.project, settings, Object.fromEntries(await Promise.all(files)));
};

/** Every store that a build of this project can bind from: the controller's, and those of the folders around its jobs. */
const storesOf = (project: Project): HeldCredential['folder'][] => {
  const items = project.remoteUrl === null ? [] : itemsOf(project);
  const folders = items.flatMap(({kind, path}) => {
    const own = kind === 'pipeline' ? path.slice(0, -1) : path;
    return own.map((_, depth) => own.slice(0, depth + 1).join('/'));
  });
  return ['', ...new Set(folders)];
};

/** What would be done. */
export interface SetPlan {
  steps: Step[];
  drift: string[];
}

/** Puts the value of a credential where it belongs. A value that is there is replaced: it cannot be compared. */
export const setCredential = async (
  {project, id, value, isPlan}: {project: Project; id: string; value: Buffer; isPlan: boolean},
  {openJenkins, voice, ...needs}: CredentialsNeeds,
): Promise<{changed: string[]} | SetPlan> => {
  const {build, settings} = project;
  const needed = await neededBy(project, needs);
  const credential = needed.find(one => one.id === id);
  if (credential === undefined) {
    throw new UserError(
      'JENKINS_UNKNOWN_CREDENTIAL',
      `The pipeline of ${build.project} uses no credential ${id}.`,
      {
        where: '--set',
        remedy: `It uses: ${needed.map(one => one.id).join(', ')}.`,
      },
    );
  }
  const folder = storeOf(credential, settings);
  const does = `Put ${id} into ${folder === '' ? "the controller's credentials" : `the folder ${folder}`}`;
  const jenkins = await openJenkins();
  if (folder !== '' && (await jenkins.item(folder.split('/'))) === undefined) {
    throw new UserError('JENKINS_REFUSED', `There is no folder ${folder} yet.`, {
      remedy: 'Make it: countable jenkins jobs',
    });
  }
  // The value that was there cannot be read, and so not brought back.
  const steps: Step[] = [{...OF_A_SERVICE, id: 'put', does, risks: 'data'}];
  if (isPlan) return {steps, drift: []};
  await carryOut(steps, () => jenkins.putCredential(folder, credential, value), {voice});
  return {changed: [does]};
};
