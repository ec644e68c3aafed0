import {UserError} from '../../errors/userError.ts';
import type {Clock} from '../../outside/clock.ts';
import type {Holder, Lock, Locks} from '../../outside/lock.ts';
import type {Waiting} from '../../outside/waiting.ts';
import type {Voice} from '../../run/voice.ts';
import {durationText} from '../../text/time.ts';
import type {DeployRequest} from '../gather/request.ts';
import type {DeployFolder} from '../folder.ts';
import {lockIn, waitingIn} from '../turns.ts';
import {refuseHalfRestored} from './halfRestored.ts';

export interface TurnNeeds {
  /** By files. */
  locks: Locks;
  waiting: Waiting;
  /** By names: deploys of one name meet in the engine, whatever folders they go to. */
  hostLocks: Pick<Locks, 'tryToTake'>;
  clock: Clock;
  voice: Voice;
}

const RETRY_MS = 1_000;

export interface Turn extends Lock {
  /** Another deploy came first. */
  hasWaited: boolean;
}

export interface Place {
  composeProject: string;
  folder: Pick<DeployFolder, 'state' | 'forgetEmpty'>;
}

export interface TurnRequest extends Pick<DeployRequest, 'who' | 'project' | 'environment'> {
  /** Where it is no deploy. */
  does?: string;
  /** It finishes what a restore left that was killed; who does not is refused. */
  mends?: true;
  /** That it waits at most; default: the project's setting. */
  minutes?: number;
}

/** Waits for the turn among deploys and backups of the same project, environment and host. Throws LOCK_HELD and RESTORE_UNFINISHED. */
export const takeTurn = async (
  {who, project, environment, does, mends, minutes = project.settings.timeouts.lock}: TurnRequest,
  {waiting, clock, voice, ...needs}: TurnNeeds,
  at: Place,
): Promise<Turn> => {
  const begun = clock.elapsed();
  const patience = minutes * 60_000;
  const {buildUrl} = project.build;
  const me = () => ({
    who,
    since: clock.now().toISOString(),
    ...(does !== undefined && {does}),
    ...(buildUrl !== undefined && {build: buildUrl}),
  });
  let told: string | undefined;
  let place: Lock | undefined;
  try {
    for (;;) {
      const attempt = await tryToTakeBoth(at, me(), needs);
      if (!('heldBy' in attempt)) {
        if (mends === undefined)
          await orRelease(attempt, () => refuseHalfRestored(at.composeProject, at.folder.state));
        return {...attempt, hasWaited: told !== undefined};
      }
      const now = clock.now();
      if (clock.elapsed() - begun >= patience) throw held(attempt.heldBy, now, environment);
      if (told !== attempt.heldBy.who) voice.info(`Waiting for ${sentence(attempt.heldBy, now)}`);
      told = attempt.heldBy.who;
      place ??= await waiting.announce(waitingIn(at.folder.state), me());
      await clock.wait(RETRY_MS);
    }
  } finally {
    await place?.release();
  }
};

const orRelease = async (lock: Lock, work: () => Promise<void>): Promise<void> => {
  try {
    await work();
  } catch (error) {
    await lock.release();
    throw error;
  }
};

/** The lock of the deploys of a name, in its folder and on the host, or who holds it. */
export const tryToTakeBoth = async (
  {composeProject, folder}: Place,
  me: Holder,
  {locks, hostLocks}: Pick<TurnNeeds, 'locks' | 'hostLocks'>,
): Promise<Lock | {heldBy: Holder}> => {
  const ofFolder = await locks.tryToTake(lockIn(folder.state), me);
  if ('heldBy' in ofFolder) return ofFolder;
  try {
    const ofHost = await hostLocks.tryToTake(composeProject, me);
    if ('heldBy' in ofHost) {
      await ofFolder.release();
      return ofHost;
    }
    return {
      async release() {
        // The lock of the host is held meanwhile: nobody gets in by the file that goes.
        await folder.forgetEmpty();
        await ofHost.release();
        await ofFolder.release();
      },
    };
  } catch (error) {
    await ofFolder.release();
    throw error;
  }
};

const sentence = ({who, since, does = 'deploying'}: Holder, now: Date): string => {
  const seconds = Math.max(0, Math.round((now.getTime() - new Date(since).getTime()) / 1000));
  return `${who}, which has been ${does} for ${durationText(seconds)}`;
};

const held = (holder: Holder, now: Date, environment: string): UserError =>
  new UserError('LOCK_HELD', `${underWay(holder)} is under way: ${sentence(holder, now)}.`, {
    remedy: `Wait for ${holder.who} to end, or abort it${holder.does === undefined ? '' : ', which leaves everything as it was'}: countable lock status ${environment} tells of it. \`timeouts.lock\` sets how long to wait.`,
  });

const underWay = ({does}: Holder): string => (does === undefined ? 'Another deploy' : 'Other work');
