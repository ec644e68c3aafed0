import {UserError} from '../errors/userError.ts';
import type {Step} from '../result/step.ts';

/** Who holds a lock or waits for it. */
export interface Someone {
  /** `Jenkins shop/develop #12`, or `ada on this machine`. */
  who: string;
  /** What it does, where that is no deploy. */
  does?: string;
  /** Page of the build. */
  build?: string;
  /** ISO 8601, UTC. */
  since: string;
  seconds: number;
}

export interface HeldBy extends Someone {
  /** Whether its process is there; null where that is on another machine, or in another container, or was not noted. */
  lives: boolean | null;
  /** Its number, and where it runs; absent where it was not noted. */
  process?: {pid: number; host: string};
  /** How far it is: `step 3 of 5, "Start web"`. */
  at?: string;
}

/** The lock of the deploys of a project to an environment, on this host. */
export interface LockState {
  environment: string;
  composeProject: string;
  file: string;
  /** Null where it is free. */
  heldBy: HeldBy | null;
  waiting: Someone[];
}

export interface ReleaseStep extends Step {
  id: 'interrupt' | 'free' | 'await';
}

export interface ReleasePlan {
  lock: LockState;
  steps: ReleaseStep[];
}

/**
 * A lock is never broken: the kernel keeps it as long as its holder lives, so that there are never two. What holds it is ended.
 * Throws LOCK_HELD where a living holder is not to be ended, or cannot be from here.
 */
export const planRelease = (lock: LockState, {isForced}: {isForced: boolean}): ReleasePlan => {
  const {heldBy} = lock;
  if (heldBy === null) return {lock, steps: []};
  if (heldBy.lives === false) return {lock, steps: [FREE, AWAIT]};
  if (heldBy.lives === null) throw outOfReach(lock, heldBy);
  if (!isForced) throw stillLives(lock, heldBy);
  return {lock, steps: [interrupting(heldBy), AWAIT]};
};

const interrupting = ({who, process}: HeldBy): ReleaseStep => ({
  id: 'interrupt',
  does: `Interrupt ${who}${process === undefined ? '' : ` (process ${process.pid})`}: it takes back what it can of what it has begun, and ends; after 2 minutes it is killed with all that it runs`,
  risks: 'traffic',
  limit: 4,
  undo: [],
});

const FREE: ReleaseStep = {
  id: 'free',
  does: 'End what still keeps the lock of a deploy that is gone',
  risks: 'nothing',
  limit: 1,
  undo: [],
};

const AWAIT: ReleaseStep = {
  id: 'await',
  does: 'See that the lock is free',
  risks: 'nothing',
  limit: 1,
  undo: [],
};

const stillLives = ({environment}: LockState, heldBy: HeldBy): UserError => {
  const abort =
    heldBy.build === undefined ? 'end it where it runs (Ctrl-C)' : `abort the build: ${heldBy.build}`;
  return new UserError('LOCK_HELD', `${heldBy.who} holds it since ${heldBy.since}, and lives.`, {
    where: placeOf(heldBy),
    remedy: `Wait for it, or ${abort}. Where neither helps: countable lock release ${environment} --force ends it.`,
  });
};

const outOfReach = ({file}: LockState, heldBy: HeldBy): UserError =>
  new UserError(
    'LOCK_HELD',
    `${heldBy.who} holds it since ${heldBy.since}, and cannot be ended from here: ${heldBy.process === undefined ? 'it left no word of its process' : `it runs on ${heldBy.process.host}, another machine or container`}.`,
    {
      where: heldBy.process === undefined ? file : placeOf(heldBy),
      remedy: `End it there (${heldBy.build === undefined ? `fuser -v ${file} names the process` : `abort the build: ${heldBy.build}`}): the lock is free as soon as it has ended.`,
    },
  );

const placeOf = ({process}: HeldBy): string =>
  process === undefined ? 'this machine' : `process ${process.pid} on ${process.host}`;
