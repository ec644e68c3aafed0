import {UserError} from '../../errors/userError.ts';
import {listCredentials} from '../../jenkins/credentials.ts';
import {controllerOf, open} from '../../jenkins/open.ts';
import type {Finished} from '../../run/finished.ts';
import type {World} from '../../run/world.ts';
import {findBase} from '../../workspace/composeFiles.ts';
import {createPlanAdapters, readOrganisation, readProject} from '../../workspace/open.ts';
import {judged, refuseOfProjects, type SubjectGiven} from '../besides.ts';
import type {DoctorResult} from '../doctor.ts';
import type {JenkinsFacts} from '../plan/jenkinsFacts.ts';
import {JENKINS_RULES} from '../plan/jenkinsRules.ts';

/** `countable doctor jenkins`. Throws JENKINS_NOT_SET_UP, and what the controller says. */
export const runJenkins = async (given: SubjectGiven, world: World): Promise<Finished<DoctorResult>> => {
  refuseOfProjects('jenkins', given);
  const {disk} = await readOrganisation(given, world);
  const controller = await controllerOf(world);
  const [agents, plugins, credentials] = await Promise.all([
    controller.agents(),
    controller.plugins(),
    credentialsHere(given, world),
  ]);
  const facts: JenkinsFacts = {
    agents,
    wanted: disk.free,
    ...(plugins !== undefined && {plugins}),
    ...(credentials !== undefined && {credentials}),
  };
  const name = URL.parse(world.variables.JENKINS_URL ?? '')?.host ?? 'jenkins';
  return judged({name, facts, rules: JENKINS_RULES}, given, world);
};

/** Of the project in this folder; undefined where there is none. */
const credentialsHere = async (given: SubjectGiven, world: World): Promise<JenkinsFacts['credentials']> => {
  const project = await readProject(given, world);
  const adapters = createPlanAdapters(project, world.signal);
  try {
    await findBase(project, adapters.files);
  } catch (error) {
    if (error instanceof UserError && error.code === 'NOT_A_PROJECT') return undefined;
    throw error;
  }
  const needs = {...adapters, openJenkins: () => open(world), voice: world.voice};
  const {credentials} = await listCredentials(project, needs);
  return credentials.map(({id, state, place, for: use}) => ({id, state, place, use}));
};
