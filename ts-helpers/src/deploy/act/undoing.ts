import {projectLabel} from '../../project/conventions.ts';
import {isOfRelease} from '../../project/release.ts';
import {messageOf, UserError} from '../../errors/userError.ts';
import type {Compose} from '../../outside/compose.ts';
import type {Voice} from '../../run/voice.ts';
import {prepareKept} from '../gather/keptRelease.ts';
import {gather, type Gathered, type GatherNeeds} from '../gather.ts';
import {keptOfLive, tagsToGo} from '../plan/kept.ts';
import {withKnown} from '../plan/proxy.ts';
import type {DeployUndo} from '../plan/steps.ts';
import {type Undone, undone} from '../plan/undone.ts';
import {awaitEngine, isEngineGone} from './engineBack.ts';
import {forgetImages} from './images.ts';
import type {KeepingNeeds} from './keeping.ts';
import type {Leaving} from './leaving.ts';
import {mirrorFor} from './mirror.ts';
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
  /** Adds to the error of the deploy what became of it. */
  tell(error: unknown): void;
}

interface Undoable {
  gathered: Gathered;
  progress: {readonly error?: unknown};
  leaving: Pick<Leaving, 'bringBack'>;
  rolling: Pick<Rolling, 'unroll'>;
}

/** What is done about a deploy that failed. Evidence of the failure has been gathered by then. */
export const createUndoing = (
  {gathered, progress, leaving, rolling}: Undoable,
  needs: UndoingNeeds,
  bringIn: (back: Gathered) => Promise<unknown>,
): Undoing => {
  const {folder, facts} = gathered;
  let became: Undone | undefined;
  let engineBack: Promise<void> | undefined;

  const attempt = async (to: Undone['to'], deed: (needs: UndoingNeeds) => Promise<void>): Promise<void> => {
    const ran = await oneShots(gathered, needs.afterwards());
    try {
      await forget(gathered, needs.afterwards());
      await deed(needs.afterwards());
      // Files of the release that failed are kept for nobody.
      await folder.releases.drop([]);
      became = {to, ran, ...cameBack(facts)};
    } catch (error) {
      became = {to, ran, trouble: messageOf(error)};
      throw error;
    }
  };

  return {
    async undo(one) {
      // Who stops a deploy wants it to end: what it leaves is told, and the next one goes on from there.
      const isOfNow = one.deed === 'startAgain' || one.deed === 'unroll';
      if (isInterruption(progress.error) && !isOfNow) return;
      if (isEngineGone(progress.error)) await (engineBack ??= awaitEngine(needs.afterwards()));
      switch (one.deed) {
        case 'startAgain':
          return leaving.bringBack(one.containers);
        case 'unroll':
          return rolling.unroll(one.service, needs.afterwards());
        case 'untag':
          return forgetImages(gathered, needs.afterwards().docker);
        case 'clear':
          return attempt('nothing', later => clear(gathered, later));
        case 'return': {
          const live = keptOfLive(await folder.releases.list(), gathered.record.live);
          if (live === undefined) throw new Error('it is not kept any more');
          return attempt(live.release, later => goBack(live, {gathered, needs: later, bringIn}));
        }
      }
    },

    tell(error) {
      if (became === undefined || !(error instanceof UserError)) return;
      const says = undone(facts.release, {...became, ...keptLog(error)});
      error.leaves.undone = says;
      // It was looked at before.
      delete error.leaves.left;
      needs.voice.info(says);
    },
  };
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

const isInterruption = (error: unknown): boolean =>
  error instanceof UserError && error.code === 'INTERRUPTED';

const goBack = async (
  live: Parameters<typeof prepareKept>[0],
  {
    gathered,
    needs,
    bringIn,
  }: {gathered: Gathered; needs: UndoingNeeds; bringIn: (back: Gathered) => Promise<unknown>},
): Promise<void> => {
  const prepared = await prepareKept(live, gathered.request, needs);
  try {
    const {facts, ...back} = await gather(prepared, needs);
    // There is nothing behind it to return to.
    const {containers: before} = gathered.facts;
    // A configuration that broke the deploy cannot be read, and that of before was.
    const proxies = withKnown(facts.proxies, gathered.facts.proxies);
    await bringIn({
      ...back,
      facts: {...facts, proxies, returnsTo: undefined, before},
      beganBefore: gathered.began,
    });
  } finally {
    await needs.files.remove(prepared.temporary);
  }
};

/** A release that was kept already, and live for a moment, until what came after it failed. */
const forget = async (
  {folder, facts, record}: Gathered,
  {docker}: Pick<UndoingNeeds, 'docker'>,
): Promise<void> => {
  const {at} = facts.release;
  if ((await folder.record()).live?.at === at) await folder.goLive(record.live);
  const all = await folder.releases.list();
  const going = all.filter(({release}) => release.at === at);
  if (going.length === 0) return;
  await docker.untagImages(
    tagsToGo(
      going,
      all.filter(one => !going.includes(one)),
    ),
  );
  await folder.releases.drop(going);
};

/** As before the first deploy, but for volumes, and for what somebody else has brought up under the name meanwhile. */
const clear = async (
  {folder, facts}: Gathered,
  {compose, docker, voice}: Pick<UndoingNeeds, 'compose' | 'docker' | 'voice'>,
): Promise<void> => {
  const onLine = (line: string) => {
    voice.output(line);
  };
  const label = projectLabel(facts.composeProject);
  const known = new Set(facts.containers.map(({id}) => id));
  const [own, others] = split(
    await docker.containers([label]),
    ({id, labels}) => known.has(id) || isOfRelease(labels, facts.release),
  );
  if (others.length === 0) await compose.down(facts.composeProject, {onLine});
  else await Promise.all(own.map(({id}) => docker.remove(id)));
  // Where the failure came before any file.
  if ((await folder.record()).filled === undefined) return;
  const nothing = new Map();
  const mirror = await mirrorFor(folder, nothing);
  await folder.fill({
    ...mirror,
    tree: nothing,
    release: facts.release,
    keep: new Set(),
    inPlace: new Set(),
    modes: new Map(),
  });
};

const split = <T>(all: readonly T[], isFirst: (one: T) => boolean): [T[], T[]] => [
  all.filter(isFirst),
  all.filter(one => !isFirst(one)),
];

/** Services of the release that did their work and ended: nobody takes that back. */
const oneShots = async (
  {facts: {composeProject, release}}: Gathered,
  {docker}: Pick<UndoingNeeds, 'docker'>,
): Promise<string[]> => {
  // What cannot be told must not keep the last release from coming back.
  const all = await docker.containers([projectLabel(composeProject)]).catch(() => []);
  const ran = all.filter(
    ({state, exitCode, restartPolicy, labels}) =>
      state === 'exited' && exitCode === 0 && restartPolicy !== 'always' && isOfRelease(labels, release),
  );
  return [...new Set(ran.map(({service}) => service))].sort();
};
