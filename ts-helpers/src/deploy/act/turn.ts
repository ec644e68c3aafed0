import {UserError} from '../../errors/userError.ts';
import type {Clock} from '../../outside/clock.ts';
import type {Holder, Lock, Locks} from '../../outside/lock.ts';
import type {Voice} from '../../run/voice.ts';
import type {DeployRequest} from '../gather/request.ts';

export interface TurnNeeds {
  /** By files. */
  locks: Locks;
  /** By names: deploys of one name meet in the engine, whatever folders they go to. */
  hostLocks: Locks;
  clock: Clock;
  voice: Voice;
}

const RETRY_MS = 1_000;

export interface Turn extends Lock {
  /** Another deploy came first. */
  hasWaited: boolean;
}

/** Waits for the turn of this deploy among those of the same project, environment and host. Throws LOCK_HELD. */
export const takeTurn = async (
  {who, project}: DeployRequest,
  {clock, voice, ...needs}: TurnNeeds,
  place: {composeProject: string; folder: {state: string}},
): Promise<Turn> => {
  const begun = clock.elapsed();
  const patience = project.settings.timeouts.lock * 60_000;
  let told: string | undefined;
  for (;;) {
    const now = clock.now();
    const attempt = await tryToTakeBoth(place, {who, since: now.toISOString()}, needs);
    if (!('heldBy' in attempt)) return {...attempt, hasWaited: told !== undefined};
    if (clock.elapsed() - begun >= patience) throw held(attempt.heldBy, now);
    if (told !== attempt.heldBy.who) voice.info(`Waiting for ${sentence(attempt.heldBy, now)}`);
    told = attempt.heldBy.who;
    await clock.wait(RETRY_MS);
  }
};

const tryToTakeBoth = async (
  {composeProject, folder}: {composeProject: string; folder: {state: string}},
  me: Holder,
  {locks, hostLocks}: Pick<TurnNeeds, 'locks' | 'hostLocks'>,
): Promise<Lock | {heldBy: Holder}> => {
  const ofFolder = await locks.tryToTake(`${folder.state}/lock`, me);
  if ('heldBy' in ofFolder) return ofFolder;
  try {
    const ofHost = await hostLocks.tryToTake(composeProject, me);
    if ('heldBy' in ofHost) {
      await ofFolder.release();
      return ofHost;
    }
    return {
      async release() {
        await ofHost.release();
        await ofFolder.release();
      },
    };
  } catch (error) {
    await ofFolder.release();
    throw error;
  }
};

const sentence = ({who, since}: Holder, now: Date): string => {
  const seconds = Math.max(0, Math.round((now.getTime() - new Date(since).getTime()) / 1000));
  return `${who}, which has been deploying for ${seconds} s`;
};

const held = (holder: Holder, now: Date): UserError =>
  new UserError('LOCK_HELD', `Another deploy is under way: ${sentence(holder, now)}.`, {
    remedy: `Wait for ${holder.who} to end, or abort it; \`timeouts.lock\` sets how long to wait.`,
  });
