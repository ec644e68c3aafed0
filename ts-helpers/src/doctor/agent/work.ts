import {installingHere} from '../../outside/distribution.ts';
import {createShell} from '../../outside/shell.ts';
import type {Finished} from '../../run/finished.ts';
import type {World} from '../../run/world.ts';
import {createDockerAdapters} from '../../services/adapters.ts';
import {readOrganisation} from '../../workspace/open.ts';
import {judged, refuseOfProjects, type SubjectGiven} from '../besides.ts';
import type {DoctorResult} from '../doctor.ts';
import {AGENT_RULES} from '../plan/agentRules.ts';
import {gatherAgent} from './gather.ts';

/** `countable doctor agent`. */
export const runAgent = async (given: SubjectGiven, world: World): Promise<Finished<DoctorResult>> => {
  refuseOfProjects('agent', given);
  const {disk} = await readOrganisation(given, world);
  const adapters = createDockerAdapters(world.signal);
  const facts = await gatherAgent(disk.free, {
    ...adapters,
    shell: createShell(world.signal),
    installing: installingHere,
  });
  return judged({name: adapters.disks.machine, facts, rules: AGENT_RULES}, given, world);
};
