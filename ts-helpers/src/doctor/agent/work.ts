import {UserError} from '../../errors/userError.ts';
import {installingHere} from '../../outside/distribution.ts';
import {createShell} from '../../outside/shell.ts';
import type {Finished} from '../../run/finished.ts';
import type {GivenToAll} from '../../run/verb.ts';
import type {World} from '../../run/world.ts';
import {createDockerAdapters} from '../../services/adapters.ts';
import {toErrorReport} from '../../stage/runStage.ts';
import {eachText} from '../../text/eachText.ts';
import {oneLine} from '../../text/plain.ts';
import {readOrganisation} from '../../workspace/open.ts';
import {conventionsBroken, type DoctorResult} from '../doctor.ts';
import {AGENT_RULES} from '../plan/agentRules.ts';
import {diagnose, findAll} from '../plan/diagnose.ts';
import {junit} from '../plan/junit.ts';
import type {Severity} from '../plan/rule.ts';
import {diagnosed} from '../plan/shown.ts';
import {gatherAgent} from './gather.ts';

type AgentGiven = Pick<GivenToAll, 'facts'> & {
  failOn: Severity | undefined;
  format: 'sarif' | 'junit' | undefined;
  branch: string | undefined;
  writeBaseline: boolean;
  history: boolean;
  fix: boolean;
};

/** `countable doctor agent`. */
export const runAgent = async (given: AgentGiven, world: World): Promise<Finished<DoctorResult>> => {
  refuseOfProjects(given);
  const {disk} = await readOrganisation(given, world);
  const adapters = createDockerAdapters(world.signal);
  const facts = await gatherAgent(disk.free, {
    ...adapters,
    shell: createShell(world.signal),
    installing: installingHere,
  });
  const project = adapters.disks.machine;
  const found = findAll(facts, AGENT_RULES);
  const result = {project, ...diagnose(found, {baseline: [], file: ''})};
  const error = conventionsBroken(result, given.failOn ?? 'error');
  const told = eachText(world.maskData(result), oneLine);
  const text = given.format === 'junit' ? junit(told, AGENT_RULES) : diagnosed(told);
  return {result, text, ...(error !== undefined && {error: toErrorReport(error)})};
};

/** Throws BAD_ARGUMENT: a machine has no files that they could be about. */
const refuseOfProjects = ({fix, writeBaseline, history, branch, format}: AgentGiven): void => {
  const given = {
    '--fix': fix,
    '--write-baseline': writeBaseline,
    '--history': history,
    '--branch': branch !== undefined,
    '--format sarif': format === 'sarif',
  };
  const [flag] = Object.entries(given).find(([, isGiven]) => isGiven) ?? [];
  if (flag !== undefined)
    throw new UserError('BAD_ARGUMENT', `${flag} is for projects, and a machine is none.`, {
      where: flag,
      remedy: 'For example: countable doctor agent --format junit',
    });
};
