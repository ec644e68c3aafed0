import {UserError} from '../errors/userError.ts';
import {carryOut} from '../run/carryOut.ts';
import type {Voice} from '../run/voice.ts';
import type {Project} from '../workspace/project.ts';
import {type Found, gatherLock, type GatherNeeds} from './gather.ts';
import {type LockState, planRelease, type ReleasePlan, type ReleaseStep} from './plan.ts';

export interface ReleaseNeeds extends GatherNeeds {
  voice: Voice;
}

export interface ReleaseRequest {
  project: Project;
  environment: string;
  isForced: boolean;
}

export interface ReleaseOutcome {
  /** As it is afterwards: who has waited may have it by then. */
  lock: LockState;
  /** What was done; nothing where it was free. */
  done: string[];
}

export const planOnly = async (request: ReleaseRequest, needs: GatherNeeds): Promise<ReleasePlan> =>
  planRelease((await gatherSettled(request, needs)).lock, request);

export const release = async (request: ReleaseRequest, needs: ReleaseNeeds): Promise<ReleaseOutcome> => {
  const found = await gatherSettled(request, needs);
  const {steps} = planRelease(found.lock, request);
  const deeds = deedsOf(found, needs);
  const {done} = await carryOut(steps, step => deeds[step.name](), {voice: needs.voice});
  const {lock} = await gatherLock(request, needs);
  return {lock, done: done.map(({does}) => does)};
};

const LOOK_MS = 100;
/** The kernel gives a lock back a moment after its holder has ended, and a new one needs a moment to write its name. */
const SETTLING_MS = 3_000;
/** So long who is interrupted may take back what it has begun; its containers may take their time to stop. */
const GRACE_MS = 120_000;
const KILLED_MS = 30_000;

/** What holds it without living is looked at until it is no mere moment. */
const gatherSettled = async (request: ReleaseRequest, needs: GatherNeeds): Promise<Found> => {
  const begun = needs.clock.elapsed();
  for (;;) {
    const found = await gatherLock(request, needs);
    if (found.lock.heldBy?.lives !== false || needs.clock.elapsed() - begun > SETTLING_MS) return found;
    await needs.clock.wait(LOOK_MS);
  }
};

const deedsOf = (
  {holder, lock}: Found,
  {locks, processes, clock, voice}: ReleaseNeeds,
): Record<ReleaseStep['name'], () => Promise<void>> => {
  const within = async (milliseconds: number, isSo: () => Promise<boolean>): Promise<boolean> => {
    const begun = clock.elapsed();
    while (!(await isSo())) {
      if (clock.elapsed() - begun >= milliseconds) return false;
      await clock.wait(LOOK_MS);
    }
    return true;
  };
  const isGone = (name: string) => async () => (await processes.whereabouts(name)) === 'gone';
  return {
    async interrupt() {
      const {process = ''} = holder ?? {};
      await processes.interrupt(process);
      if (await within(GRACE_MS, isGone(process))) return;
      voice.warn(
        'It does not end: it is killed, with all that it runs. The next deploy mends what it leaves.',
      );
      await processes.kill(process);
      if (!(await within(KILLED_MS, isGone(process)))) throw endless(lock);
    },

    async free() {
      if (holder?.keeper !== undefined) await processes.kill(holder.keeper);
    },

    async await() {
      const isFree = async () => {
        const now = await locks.holder(lock.file);
        return now === undefined || now.process !== holder?.process;
      };
      if (!(await within(KILLED_MS, isFree))) throw endless(lock);
    },
  };
};

const endless = ({file}: LockState): UserError =>
  new UserError('LOCK_HELD', 'What holds the lock does not end, not even when it is killed.', {
    where: file,
    remedy: `It hangs in the kernel, as on a disk that does not answer; fuser -v ${file} names it. The lock is free as soon as it has ended.`,
  });
