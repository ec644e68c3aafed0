import type {ChildProcess} from 'node:child_process';
import process from 'node:process';
import {setTimeout as pause} from 'node:timers/promises';
import {isCode} from './disk.ts';
import {allStats, hasEnded} from './processStat.ts';

/** Leaders of the groups that run now. */
const running = new Set<ChildProcess>();

/** Remembers a program that leads a process group: whatever it starts belongs to it, and is ended with it. */
export const remember = (leader: ChildProcess): void => {
  running.add(leader);
  leader.once('close', () => running.delete(leader));
};

/** Ends at once whatever runs, but for what cleans up. For a process that will not live to wait. */
export const killAll = (): void => {
  for (const leader of running) signalGroup(leader, 'SIGKILL');
};

const LOOK_MS = 50;
/** So long the kernel may take to end what was killed; what hangs in it may never end. */
const KILLED_MS = 2_000;

/** SIGTERM to all of a group, SIGKILL to those that do not heed it. Resolves when none is left that can be ended. */
export const endGroup = async (leader: ChildProcess, graceMs: number): Promise<void> => {
  signalGroup(leader, 'SIGTERM');
  if (await isGoneWithin(leader, graceMs)) return;
  signalGroup(leader, 'SIGKILL');
  await isGoneWithin(leader, KILLED_MS);
};

/** To the program and all that it started. */
export const signalGroup = ({pid}: ChildProcess, name: NodeJS.Signals): void => {
  if (pid === undefined) return;
  try {
    process.kill(-pid, name);
  } catch (error) {
    // It is gone, or what is left of it belongs to somebody else.
    if (!isCode(error, 'ESRCH', 'EPERM')) throw error;
  }
};

const isGoneWithin = async ({pid}: ChildProcess, milliseconds: number): Promise<boolean> => {
  if (pid === undefined) return true;
  const deadline = performance.now() + milliseconds;
  while (await hasMembers(pid)) {
    if (performance.now() >= deadline) return false;
    await pause(LOOK_MS);
  }
  return true;
};

const hasMembers = async (group: number): Promise<boolean> => {
  try {
    process.kill(-group, 0);
  } catch (error) {
    return isCode(error, 'EPERM');
  }
  return !(await areAllZombies(group));
};

/** Where nobody collects the dead, as in a container without an init, a group of them stays for ever. */
const areAllZombies = async (group: number): Promise<boolean> => {
  const members = (await allStats()).filter(stat => stat.group === group);
  return members.length > 0 && members.every(hasEnded);
};
