import {controllerOf} from '../../jenkins/open.ts';
import type {Finished} from '../../run/finished.ts';
import type {World} from '../../run/world.ts';
import {readOrganisation} from '../../workspace/open.ts';
import {judged, refuseOfProjects, type SubjectGiven} from '../besides.ts';
import type {DoctorResult} from '../doctor.ts';
import type {JenkinsFacts} from '../plan/jenkinsFacts.ts';
import {JENKINS_RULES} from '../plan/jenkinsRules.ts';

/** `countable doctor jenkins`. Throws JENKINS_NOT_SET_UP, and what the controller says. */
export const runJenkins = async (given: SubjectGiven, world: World): Promise<Finished<DoctorResult>> => {
  refuseOfProjects('jenkins', given);
  const {disk} = await readOrganisation(given, world);
  const controller = await controllerOf(world);
  const [agents, plugins] = await Promise.all([controller.agents(), controller.plugins()]);
  const facts: JenkinsFacts = {agents, wanted: disk.free, ...(plugins !== undefined && {plugins})};
  const name = URL.parse(world.variables.JENKINS_URL ?? '')?.host ?? 'jenkins';
  return judged({name, facts, rules: JENKINS_RULES}, given, world);
};
