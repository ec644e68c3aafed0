import {refuseInJenkins} from './byHand.ts';
import {bringIn, type BringInNeeds, type DeployOutcome} from './act/bringIn.ts';
import {tellOfKilled} from './act/journal.ts';
import {refuseLosses} from './act/mirror.ts';
import {takeTurn, type TurnNeeds} from './act/turn.ts';
import {gather, type Gathered, type GatherNeeds} from './gather.ts';
import {prepareKept} from './gather/keptRelease.ts';
import type {DeployRequest} from './gather/request.ts';
import {lackingImages} from './gather/return.ts';
import {type DeployPlan, planDeploy} from './plan.ts';
import {deployedName} from '../workspace/deployedName.ts';
import {chosen, type KeptRelease} from './plan/kept.ts';
import {meantBy} from './plan/meant.ts';
import {isLive, noRelease, notOnThisHost} from './plan/noRelease.ts';

/** What a return to a release would do, without doing it. */
export const planRollback = (
  request: DeployRequest,
  to: string | undefined,
  needs: GatherNeeds,
): Promise<DeployPlan> => {
  refuseInJenkins(request, words(request, to));
  return withRelease(request, {to, needs}, async gathered => {
    const plan = planDeploy(gathered.facts);
    await refuseLosses(gathered.folder, gathered.planned);
    return plan;
  });
};

/**
 * Brings a release back that was live before: the version or commit that begins with `to`, by default the last one of another
 * version. Where it does not come up, what is live now is brought back. Throws NO_RELEASE, and what a deploy throws.
 */
export const rollback = async (
  request: DeployRequest,
  to: string | undefined,
  needs: BringInNeeds & TurnNeeds,
): Promise<DeployOutcome> => {
  refuseInJenkins(request, words(request, to));
  const composeProject = deployedName(request.project, request.environment);
  const folder = needs.folderOf(composeProject);
  const turn = await takeTurn(request, needs, {composeProject, folder});
  try {
    await tellOfKilled(folder, needs.voice);
    return await withRelease(request, {to, needs}, gathered => bringIn(onPurpose(gathered), needs));
  } finally {
    await turn.release();
  }
};

const words = ({environment}: DeployRequest, to: string | undefined): string =>
  `rollback ${environment}${to === undefined ? '' : ` --to ${to}`}`;

/** A build that had begun before does not take it away again. */
const onPurpose = ({facts, ...gathered}: Gathered): Gathered => {
  const {release} = facts;
  return {...gathered, facts: {...facts, release: {...release, startedAt: release.at, goesBack: true}}};
};

const withRelease = async <T, N extends GatherNeeds>(
  request: DeployRequest,
  {to, needs}: {to: string | undefined; needs: N},
  work: (gathered: Gathered) => Promise<T>,
): Promise<T> => {
  const kept = await find(request, to, needs);
  const prepared = await prepareKept(kept, request, needs);
  try {
    return await work(await gather(prepared, needs));
  } finally {
    await needs.files.remove(prepared.temporary);
  }
};

const find = async (
  request: DeployRequest,
  to: string | undefined,
  {folderOf, docker, git}: GatherNeeds,
): Promise<KeptRelease> => {
  const {environment} = request;
  const folder = folderOf(deployedName(request.project, environment));
  const [{live}, kept, meant] = await Promise.all([
    folder.record(),
    folder.releases.list(),
    to === undefined ? undefined : git.commitNamed(to).then(commit => meantBy(to, commit)),
  ]);
  const release = chosen(kept, live, meant?.beginning);
  if (meant?.isName && live?.commit === meant.beginning) throw isLive(environment, {kept, live, meant});
  if (release === undefined) throw noRelease(environment, {kept, live, meant});
  const lacking = await lackingImages(release, docker);
  if (lacking.length > 0) throw notOnThisHost(release, lacking);
  return release;
};
