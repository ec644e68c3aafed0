import {isStop, UserError} from '../../errors/userError.ts';
import type {Compose} from '../../outside/compose.ts';
import type {Voice} from '../../run/voice.ts';
import {toErrorReport} from '../../stage/runStage.ts';
import type {DeployStep} from '../plan.ts';
import {prepareKept} from '../gather/keptRelease.ts';
import {gather, type Gathered, type GatherNeeds} from '../gather.ts';
import {keptOfLive, type KeptRelease} from '../plan/kept.ts';
import {withKnown} from '../plan/proxy.ts';
import {staleBehind} from '../plan/stale.ts';
import type {DeployUndo} from '../plan/steps.ts';
import {returning} from '../plan/returning.ts';
import {troubleOf, type Undone, undone} from '../plan/undone.ts';
import {failedIn} from './away.ts';
import {noteBroken} from './broken.ts';
import {clear, forget, oneShots} from './clearing.ts';
import {awaitEngine, isEngineGone} from './engineBack.ts';
import {forgetImages} from './images.ts';
import type {KeepingNeeds} from './keeping.ts';
import type {Leaving} from './leaving.ts';
import {lookAtLeft} from './left.ts';
import {lookUpAgain} from './proxy/lookingUp.ts';
import type {Rolling, RollNeeds} from './roll.ts';

export interface UndoingNeeds extends GatherNeeds, KeepingNeeds, Omit<RollNeeds, 'docker'> {
  compose: Compose;
  voice: Voice;
  docker: GatherNeeds['docker'];
  clock: GatherNeeds['clock'];
  afterwards(): UndoingNeeds;
}

interface Undoing {
  undo(one: DeployUndo): Promise<void>;
  /** Adds to the error of the deploy what became of it, or what is left of one that was stopped, and says so. */
  tell(error: unknown): Promise<void>;
}

/** Resolves to how long services were gone, in a clause each. */
type BringBack = (back: Gathered) => Promise<readonly string[]>;

export interface Progress {
  /** The step under way. */
  step?: DeployStep['id'];
  /** What ended it. */
  error?: unknown;
  /** What it is on its way back to. */
  back?: Undone['to'];
}

interface Undoable {
  gathered: Gathered;
  progress: Progress;
  leaving: Pick<Leaving, 'bringBack'>;
  rolling: Pick<Rolling, 'unroll'>;
}

/** What is done about a deploy that failed. Evidence of the failure has been gathered by then. */
export const createUndoing = (
  {gathered, progress, leaving, rolling}: Undoable,
  needs: UndoingNeeds,
  bringIn: BringBack,
): Undoing => {
  let became: Undone | undefined;
  let engineBack: Promise<void> | undefined;
  let isAnnounced = false;

  const attempt = async (to: Undone['to'], deed: Deed): Promise<void> => {
    progress.back = to;
    const ran = await oneShots(gathered, needs.afterwards());
    try {
      became = {to, ran, times: await forgetting(gathered, deed, needs), ...cameBack(gathered.facts)};
    } catch (error) {
      became = {to, ran, trouble: troubleOf(error)};
      throw error;
    }
  };

  return {
    async undo(one) {
      // Who stops a deploy wants it to end: what it leaves is told, and the next one goes on from there.
      const isStopped = isInterruption(progress.error);
      if (isStopped && one.deed !== 'startAgain' && one.deed !== 'unroll') return;
      if (!isAnnounced && !isStopped && one.deed !== 'untag') {
        isAnnounced = true;
        await announce(gathered, progress.error, needs);
      }
      if (isEngineGone(progress.error)) await (engineBack ??= awaitEngine(needs.afterwards()));
      switch (one.deed) {
        case 'startAgain':
          return lookUpAgain(
            staleBehind(await leaving.bringBack(one.containers), gathered.facts),
            needs.afterwards(),
          );
        case 'unroll':
          return rolling.unroll(one.service, needs.afterwards());
        case 'untag':
          return forgetImages(gathered, needs.afterwards().docker);
        case 'clear':
          return attempt('nothing', later => clear(gathered, later));
        case 'return':
          return keptBefore(gathered).then(live =>
            attempt(live.release, later => goBack(live, {gathered, progress, needs: later, bringIn})),
          );
      }
    },

    tell: error => tell(error, {gathered, progress, became}, needs),
  };
};

const tell = async (
  error: unknown,
  {
    gathered,
    progress: {step},
    became,
  }: Pick<Undoable, 'gathered' | 'progress'> & {became: Undone | undefined},
  needs: UndoingNeeds,
): Promise<void> => {
  const {facts} = gathered;
  await noteBroken(error, {...gathered, step, became}, needs);
  if (!(error instanceof UserError)) return;
  if (became === undefined) return tellLeft(error, {facts, step}, needs);
  error.leaves.undone = undone(facts.release, {...became, ...keptLog(error)});
  needs.voice.info(error.leaves.undone);
};

const keptLog = ({evidence: {remains}}: UserError): Pick<Undone, 'log'> =>
  remains !== undefined && 'log' in remains ? {log: remains.log} : {};

const cameBack = ({
  maintenance,
  returnsToOnce: once,
}: Gathered['facts']): Pick<Undone, 'isMaintained' | 'once'> => ({
  isMaintained: maintenance !== undefined,
  ...(once && {once}),
});

const tellLeft = async (
  error: UserError,
  {facts, step}: Pick<Gathered, 'facts'> & {step: Progress['step'] | undefined},
  needs: UndoingNeeds,
): Promise<void> => {
  if (!isStop(error) || step === undefined) return;
  error.leaves.left = await lookAtLeft({facts, step}, needs.afterwards().docker);
  needs.voice.warn(error.leaves.left);
};

type Deed = (needs: UndoingNeeds) => Promise<readonly string[]>;

const liveBefore = async ({folder, record}: Gathered): Promise<KeptRelease | undefined> =>
  keptOfLive(await folder.releases.list(), record.live);

const keptBefore = async (gathered: Gathered): Promise<KeptRelease> => {
  const live = await liveBefore(gathered);
  if (live === undefined) throw new Error('it is not kept any more');
  return live;
};

/** A release that cannot be forgotten keeps nothing running that the deed would end. */
const forgetting = async (
  gathered: Gathered,
  deed: Deed,
  needs: UndoingNeeds,
): Promise<readonly string[]> => {
  const [forgotten] = await Promise.allSettled([forget(gathered, needs.afterwards())]);
  const times = await deed(needs.afterwards());
  if (forgotten.status === 'rejected') throw forgotten.reason;
  // Files of the release that failed are kept for nobody.
  await gathered.folder.releases.drop([]);
  return times;
};

/** Before the first deed, so that nobody wonders at what follows. A return that fails is told with what it was to mend. */
const announce = async (
  gathered: Gathered,
  error: unknown,
  {voice}: Pick<UndoingNeeds, 'voice'>,
): Promise<void> => {
  const {release, returnsTo, before} = gathered.facts;
  if (returnsTo === undefined || before !== undefined) return;
  const live = returnsTo === 'nothing' ? undefined : await liveBefore(gathered);
  voice.warn(returning({release, error: toErrorReport(error), live}));
};

const isInterruption = (error: unknown): boolean =>
  error instanceof UserError && error.code === 'INTERRUPTED';

const goBack = async (
  live: Parameters<typeof prepareKept>[0],
  {
    gathered,
    progress,
    needs,
    bringIn,
  }: Pick<Undoable, 'gathered' | 'progress'> & {needs: UndoingNeeds; bringIn: BringBack},
): Promise<readonly string[]> => {
  const prepared = await prepareKept(live, gathered.request, needs);
  try {
    const {facts, ...back} = await gather(prepared, needs);
    // There is nothing behind it to return to.
    const {containers: before} = gathered.facts;
    // A configuration that broke the deploy cannot be read, and that of before was.
    const proxies = withKnown(facts.proxies, gathered.facts.proxies);
    return await bringIn({
      ...back,
      facts: {...facts, proxies, returnsTo: undefined, before},
      beganBefore: gathered.began,
      ...failedIn(progress.error),
    });
  } finally {
    await needs.files.remove(prepared.temporary);
  }
};
