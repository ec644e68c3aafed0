import {isStop, messageOf} from '../errors/userError.ts';
import type {Signature} from '../outside/signing.ts';
import {type Aside, createJournals, loadBeside} from '../restore/aside.ts';
import {carriedOut} from '../restore/carriedOut.ts';
import {dropFormer} from '../restore/former.ts';
import {afterKilled, inItsTurn, type RestoreNeeds} from '../restore/restore.ts';
import type {RestoreOutcome} from '../result/restore.ts';
import type {KeepNeeds} from '../verify/evidenceKept.ts';
import {type ProveNeeds, type Restored, whileProven} from '../verify/prove.ts';
import {requireSigning} from '../verify/keys.ts';
import {type Made, madeAside, WHY} from './aside.ts';
import {
  gatherRefresh,
  gatherStanding,
  type RefreshGatherNeeds,
  type RefreshRequest,
  type Standing,
} from './gather.ts';
import {isInPlace, planRefresh, type RefreshFacts, type RefreshPlan} from './plan.ts';

export type {RefreshRequest} from './gather.ts';

export interface RefreshNeeds extends RestoreNeeds, Omit<ProveNeeds, keyof RestoreNeeds> {
  docker: RestoreNeeds['docker'] & ProveNeeds['docker'];
  compose: RestoreNeeds['compose'] & ProveNeeds['compose'];
  files: RestoreNeeds['files'] & ProveNeeds['files'] & RefreshGatherNeeds['files'];
  store: RestoreNeeds['store'] & KeepNeeds['store'];
  sign: ((text: string) => Promise<Signature>) | undefined;
}

export type Refreshed = Made['outcome'] & {restored: RestoreOutcome};

export interface Brought {
  /** Of production, and why. */
  leftOut: RefreshPlan['leftOut'];
  /** What was there before, by the name under which it stays. */
  kept: readonly string[];
}

export const planOnly = async (
  request: RefreshRequest,
  needs: RefreshGatherNeeds & Pick<RefreshNeeds, 'journalsOf'>,
): Promise<RefreshPlan> => {
  const facts = await gatherRefresh(request, needs);
  return afterKilled(planRefresh(facts), facts, needs);
};

/** Throws LOCK_HELD, PROOF_FAILED, MASK_INCOMPLETE, MASK_UNKNOWN, MASK_FAILED, and what a restore throws. */
export const refresh = (request: RefreshRequest, needs: RefreshNeeds): Promise<Refreshed> =>
  inItsTurn(request, needs, async () => {
    await requireSigning(needs);
    const facts = await gatherRefresh(request, needs);
    return brought({facts, plan: planRefresh(facts)}, request, needs);
  });

/** The same for one who works on it: nobody else does, and what was there is not kept unless that is asked for. */
export const refreshStanding = async (
  request: RefreshRequest,
  standing: Standing,
  needs: RefreshNeeds,
): Promise<Brought> => {
  await requireSigning(needs);
  const facts = await gatherStanding(request, standing, needs);
  const plan = planRefresh(facts);
  const folder = await needs.files.temporaryFolder();
  try {
    const journals = createJournals(folder);
    const {restored} = await brought({facts, plan}, request, {...needs, journalsOf: () => journals});
    const {leftOut} = plan;
    if (standing.keepsFormer) return {leftOut, kept: restored.kept};
    const journal = await journals.read();
    if (journal !== undefined) await unlessFailing(needs, () => dropFormer(journal, {...standing, needs}));
    return {leftOut, kept: []};
  } finally {
    await needs.files.remove(folder);
  }
};

const brought = (
  {facts, plan}: {facts: RefreshFacts; plan: RefreshPlan},
  request: RefreshRequest,
  needs: RefreshNeeds,
): Promise<Refreshed> => {
  for (const warning of plan.warnings) needs.voice.warn(warning);
  const proving = {
    ...{key: facts.source.key, manifest: facts.manifest, sql: undefined, before: undefined},
    name: `countable-refresh-${facts.composeProject}`,
    project: {why: WHY},
    minutes: request.project.settings.health.minutes,
  };
  return whileProven(proving, needs, async pipes => {
    const aside = await madeAside(request, {facts, plan, proving: {...proving, pipes}}, needs);
    return {...aside.outcome, restored: await inPlace({facts, plan, aside}, request, needs)};
  });
};

/** Loaded beside what is used, and let take its place. */
const inPlace = async (
  {facts, plan, aside: {restored, masked}}: {facts: RefreshFacts; plan: RefreshPlan; aside: Made},
  {project}: RefreshRequest,
  needs: RefreshNeeds,
): Promise<RestoreOutcome> => {
  const {composeProject, containers} = facts;
  const journals = needs.journalsOf(composeProject);
  const previous = await journals.read();
  const before = previous?.phase === 'done' ? (previous.refreshes ?? 0) : 0;
  const back = await asidesOf(restored);
  const outcome = await carriedOut(
    {
      plan: {...plan, steps: plan.steps.filter(isInPlace), refreshes: before + 1},
      load: places => loadBeside(back, {facts, plan}, {places, needs}),
      composeProject,
      minutes: project.settings.health.minutes,
    },
    journals,
    needs,
  );
  // What was there before the first of them is somebody's own, and stays.
  if (previous !== undefined && before > 1)
    await unlessFailing(needs, async () => {
      await dropFormer(previous, {composeProject, containers, needs});
      await journals.forget(previous.stamp);
    });
  return {...outcome, ...(masked !== undefined && {masked})};
};

/** It takes room, and nothing else. */
const unlessFailing = async (
  {voice}: Pick<RefreshNeeds, 'voice'>,
  work: () => Promise<void>,
): Promise<void> => {
  try {
    await work();
  } catch (error) {
    if (isStop(error)) throw error;
    voice.warn(
      `What a refresh before had brought is still there, and could not be removed: ${messageOf(error)}`,
    );
  }
};

/** Roles that are missing are made without the passwords that they have in production. */
const asidesOf = ({servers, proof}: Restored): Promise<Aside[]> =>
  Promise.all(
    servers.map(async ({stored, engine, inside, large}) => {
      const {service, image, imageId} = stored;
      const look = {...(await engine.look(inside)), isSuperuser: false};
      return {server: {service, image, imageId: proof.images[service] ?? imageId}, inside, large, look};
    }),
  );
