import {deployedName} from '../workspace/deployedName.ts';
import type {DeployFolder} from '../deploy/folder.ts';
import {lockIn, waitingIn} from '../deploy/turns.ts';
import type {Clock} from '../outside/clock.ts';
import type {Holder, Locks} from '../outside/lock.ts';
import {numberOf, type OtherProcesses} from '../outside/otherProcesses.ts';
import type {Waiting} from '../outside/waiting.ts';
import type {Project} from '../workspace/project.ts';
import type {HeldBy, LockState, Someone} from './plan.ts';

export interface GatherNeeds {
  locks: Locks;
  waiting: Waiting;
  processes: OtherProcesses;
  clock: Clock;
  folderOf(composeProject: string): Pick<DeployFolder, 'state' | 'journal'>;
  environmentsHere(project: Project): Promise<string[]>;
}

/** What a holder says of itself, with what only we go by. */
export interface Found {
  lock: LockState;
  holder: Holder | undefined;
}

export const gatherLock = async (
  {project, environment}: {project: Project; environment: string},
  {locks, waiting, processes, clock, folderOf}: GatherNeeds,
): Promise<Found> => {
  const composeProject = deployedName(project, environment);
  const folder = folderOf(composeProject);
  const file = lockIn(folder.state);
  const [holder, others] = await Promise.all([locks.holder(file), waiting.list(waitingIn(folder.state))]);
  const now = clock.now();
  const heldBy = holder && {
    ...(await livingOf(holder, processes)),
    ...someone(holder, now),
    ...placeIn(await folder.journal()),
  };
  return {
    holder,
    lock: {
      environment,
      composeProject,
      file,
      heldBy: heldBy ?? null,
      waiting: others.map(one => someone(one, now)),
    },
  };
};

const someone = ({who, does, since, build}: Holder, now: Date): Someone => ({
  who,
  ...(does !== undefined && {does}),
  ...(build !== undefined && {build}),
  since,
  seconds: Math.max(0, Math.round((now.getTime() - Date.parse(since)) / 1000)),
});

const livingOf = async (
  {process}: Holder,
  processes: OtherProcesses,
): Promise<Pick<HeldBy, 'lives' | 'process'>> => {
  if (process === undefined) return {lives: null};
  const where = await processes.whereabouts(process);
  const [host = ''] = process.split('/');
  return {lives: where === 'elsewhere' ? null : where === 'alive', process: {pid: numberOf(process), host}};
};

const placeIn = (journal: Awaited<ReturnType<DeployFolder['journal']>>): Pick<HeldBy, 'at'> => {
  const step = journal?.isBegun === true ? journal.steps[journal.done] : undefined;
  return journal === undefined || step === undefined
    ? {}
    : {at: `step ${journal.done + 1} of ${journal.steps.length}, "${step}"`};
};
