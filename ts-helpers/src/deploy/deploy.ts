import type {DeployRequest} from './gather/request.ts';
import {type DeployPlan, planDeploy} from './plan.ts';
import {orderOf, tellOfOrder, warnOfOrder} from './act/order.ts';
import {isStop, messageOf} from '../errors/userError.ts';
import {refuseSuperseded} from '../project/order.ts';
import type {SentryPlan} from '../sentry/plan.ts';
import {refuseInJenkins} from './byHand.ts';
import {bringIn, type BringInNeeds, type DeployOutcome} from './act/bringIn.ts';
import {gather, type GatherNeeds} from './gather.ts';
import {refuseOtherCheckout} from './act/checkout.ts';
import {tellOfKilled} from './act/journal.ts';
import {refuseLosses} from './act/mirror.ts';
import {isOutdated, prepare, type Prepared} from './gather/prepare.ts';
import {planTracking, type TrackingNeeds} from './act/tracking.ts';
import {takeTurn, type TurnNeeds} from './act/turn.ts';
import {warn} from '../run/warn.ts';

export type {DeployOutcome} from './act/bringIn.ts';

export type DeployNeeds = BringInNeeds & TurnNeeds;

export type PlannedDeploy = DeployPlan & {sentry?: SentryPlan};

/** What `deploy` would do, without doing it, in Sentry too. */
export const planOnly = async (
  request: DeployRequest,
  needs: GatherNeeds & TrackingNeeds,
): Promise<PlannedDeploy> => {
  refuseInJenkins(request, `deploy ${request.environment}`);
  return within(prepare(request, needs), needs, async prepared => {
    const gathered = await gather(prepared, needs);
    const {facts, folder, planned, warnings} = gathered;
    for (const warning of warnings) warn(needs.voice, warning);
    warnOfOrder(orderOf(gathered), needs.voice);
    const plan = planDeploy(facts);
    await refuseLosses(folder, planned);
    const sentry = request.isTracked ? await planTracking(request, needs) : undefined;
    return {...plan, ...(sentry && {sentry})};
  });
};

/**
 * Brings a version of the project up in an environment of this host. It counts once every service is healthy and
 * every published address answers. Throws what stands in the way; the catalogue says which errors leave what behind.
 */
export const deploy = async (request: DeployRequest, needs: DeployNeeds): Promise<DeployOutcome> => {
  refuseInJenkins(request, `deploy ${request.environment}`);
  const preparing = Promise.all([prepare(request, needs), removeAbandoned(needs)]).then(([one]) => one);
  // Before waiting, so that what is wrong with the project is told at once.
  return within(preparing, needs, async prepared => {
    const turn = await takeTurn(request, needs, prepared);
    try {
      if (!turn.hasWaited && !(await isOutdated(prepared))) return await deployNow(prepared, needs);
      await refuseOtherCheckout(request, needs.git);
      return await within(prepare(request, needs), needs, anew => deployNow(anew, needs));
    } finally {
      await turn.release();
    }
  });
};

/** While other deploys of the project and environment are locked out of this host. */
const deployNow = async (prepared: Prepared, needs: DeployNeeds): Promise<DeployOutcome> => {
  await tellOfKilled(prepared.folder, needs.voice);
  const gathered = await gather(prepared, needs);
  refuseSuperseded(orderOf(gathered));
  tellOfOrder(orderOf(gathered), needs.voice);
  return bringIn(gathered, needs);
};

/** What runs that were killed have left of throw-away servers. */
const removeAbandoned = async ({docker, voice}: Pick<DeployNeeds, 'docker' | 'voice'>): Promise<void> => {
  try {
    await docker.removeAbandoned();
  } catch (error) {
    if (isStop(error)) throw error;
    voice.detail(`Throw-away servers that were left cannot be removed: ${messageOf(error)}`);
  }
};

/** Temporary files of preparing live as long as they are needed, and no longer. */
const within = async <T>(
  preparing: Promise<Prepared>,
  {files}: Pick<GatherNeeds, 'files'>,
  work: (prepared: Prepared) => Promise<T>,
): Promise<T> => {
  const prepared = await preparing;
  try {
    return await work(prepared);
  } finally {
    await files.remove(prepared.temporary);
  }
};
