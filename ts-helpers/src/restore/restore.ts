import {type Place, takeTurn, type TurnNeeds} from '../deploy/turn.ts';
import type {UserError} from '../errors/userError.ts';
import type {RestoreOutcome} from '../result/restore.ts';
import {alone} from '../run/alone.ts';
import type {Voice} from '../run/voice.ts';
import {deployedName} from '../workspace/deployedName.ts';
import type {Journals, RestoreJournal} from './act/journal.ts';
import {load, type LoadNeeds} from './act/load.ts';
import {mendKilled} from './act/mending.ts';
import {loadAside} from './act/aside.ts';
import {type BringNeeds, whileBack} from './act/broughtBack.ts';
import type {Places} from './act/places.ts';
import {carriedOut} from './carriedOut.ts';
import {type FromDumpNeeds, fromDump} from './dump.ts';
import {gatherHere, gatherRestore, type RestoreGatherNeeds, type RestoreRequest} from './gather.ts';
import {recovered} from './moment.ts';
import {gatherProject} from '../backup/gather.ts';
import {reachedNow} from './reached.ts';
import {
  areOfDump,
  areOfMoment,
  chooseUndone,
  planRestore,
  planUndo,
  type RestorePlan,
  timesOf,
  type UndoPlan,
} from './plan.ts';

export type {RestoreRequest} from './gather.ts';

export interface RestoreNeeds
  extends
    Omit<
      RestoreGatherNeeds,
      'docker' | 'voice' | 'store' | 'clock' | 'pipes' | 'folderOf' | 'compose' | 'files' | 'encrypting'
    >,
    Omit<LoadNeeds, 'clock' | 'store' | 'voice' | 'docker' | 'compose' | 'files'>,
    Omit<BringNeeds, 'clock' | 'store' | 'docker'>,
    Pick<FromDumpNeeds, 'unpacking'>,
    TurnNeeds {
  tools: RestoreGatherNeeds['tools'];
  docker: RestoreGatherNeeds['docker'] & LoadNeeds['docker'] & BringNeeds['docker'] & FromDumpNeeds['docker'];
  compose: RestoreGatherNeeds['compose'] & LoadNeeds['compose'];
  files: RestoreGatherNeeds['files'] & LoadNeeds['files'];
  store: RestoreGatherNeeds['store'] & LoadNeeds['store'];
  voice: Voice;
  journalsOf(composeProject: string): Journals;
  lockOf(composeProject: string): string;
  folderOf(composeProject: string): ReturnType<RestoreGatherNeeds['folderOf']> & Place['folder'];
  end?: ((reason: UserError) => void) | undefined;
}

export const planOnly = async (
  request: RestoreRequest,
  needs: RestoreGatherNeeds & Pick<RestoreNeeds, 'journalsOf'>,
): Promise<RestorePlan | UndoPlan> =>
  request.isUndo ? undoAfterKilled(request, needs) : planAfterKilled(request, needs);

/** What one that was killed left is no part of the plan: it is done first. */
const planAfterKilled = async (
  request: RestoreRequest,
  needs: RestoreGatherNeeds & Pick<RestoreNeeds, 'journalsOf'>,
): Promise<RestorePlan> => {
  const facts = await gatherRestore(request, needs);
  return afterKilled(planRestore(facts), facts, needs);
};

const undoAfterKilled = async (
  request: RestoreRequest,
  needs: RestoreGatherNeeds & Pick<RestoreNeeds, 'journalsOf'>,
): Promise<UndoPlan> => {
  const {plan, composeProject} = await undoOf(request, needs);
  return afterKilled(plan, {composeProject}, needs);
};

/** With a warning where one before it left something. */
export const afterKilled = async <P extends {warnings: readonly string[]}>(
  plan: P,
  {composeProject}: {composeProject: string},
  {journalsOf}: Pick<RestoreNeeds, 'journalsOf'>,
): Promise<P> => {
  const left = await journalsOf(composeProject).read();
  if (left === undefined || left.phase === 'done') return plan;
  const what = left.phase === 'loading' ? 'removed' : 'finished';
  const killed = `The restore of ${left.source.key} before was killed, or goes on: what it left is ${what} first.`;
  return {...plan, warnings: [killed, ...plan.warnings]};
};

/**
 * Throws LOCK_HELD while another one is under way on this host, and RESTORE_UNCONFIRMED. It waits for a deploy and a backup, and
 * they for it: containers stay those that it stops and starts.
 */
export const restore = (request: RestoreRequest, needs: RestoreNeeds): Promise<RestoreOutcome> =>
  inItsTurn(request, needs, composeProject => inTurn(request, composeProject, needs));

/** While nobody else changes what is used; what one that was killed left is mended first. Throws LOCK_HELD. */
export const inItsTurn = <T>(
  request: Pick<RestoreRequest, 'project' | 'environment' | 'who'>,
  needs: RestoreNeeds,
  work: (composeProject: string) => Promise<T>,
): Promise<T> => {
  const {project, environment, who} = request;
  const composeProject = deployedName(project, environment);
  const taken = 'Another restore of it is under way';
  return alone({file: needs.lockOf(composeProject), who, taken, where: composeProject}, needs, async () => {
    const place = {composeProject, folder: needs.folderOf(composeProject)};
    const minutes = project.settings.timeouts.backup;
    const turn = await takeTurn({...request, does: 'restoring', mends: true, minutes}, needs, place);
    try {
      await mendKilled(
        {
          composeProject,
          journals: needs.journalsOf(composeProject),
          async reached(servers) {
            if (servers.length === 0) return [];
            const {facts} = await gatherProject(project, environment, needs);
            return reachedNow(servers, facts, needs);
          },
        },
        needs,
      );
      return await work(composeProject);
    } finally {
      await turn.release();
    }
  });
};

const inTurn = async (
  request: RestoreRequest,
  composeProject: string,
  needs: RestoreNeeds,
): Promise<RestoreOutcome> => {
  const journals = needs.journalsOf(composeProject);
  const {minutes} = request.project.settings.health;
  if (request.isUndo) {
    const {plan, rest} = await undoOf(request, needs);
    return carriedOut({plan, load: undefined, rest, composeProject, minutes}, journals, needs);
  }
  const facts = await gatherRestore(request, needs);
  const plan = planRestore(facts);
  for (const warning of plan.warnings) needs.voice.warn(warning);
  if (areOfDump(facts)) return fromDump({facts, plan, read: facts.read}, {journals, minutes}, needs);
  if (!areOfMoment(facts)) {
    const loading = (places: Places) => load(facts, plan, {places, needs});
    return carriedOut({plan, load: loading, composeProject, minutes}, journals, needs);
  }
  return whileBack(composeProject, needs, async () => {
    const {back, plan: settled} = await recovered(facts, plan, needs);
    const loading = async () => ({
      at: facts.source.at.toISOString(),
      files: [],
      servers: await loadAside(back, settled.servers, needs),
    });
    return carriedOut({plan: settled, load: loading, composeProject, minutes}, journals, needs);
  });
};

interface Undoing {
  plan: UndoPlan & Pick<RestoreJournal, 'source'>;
  rest: RestoreJournal;
  composeProject: string;
}

/** Throws NOTHING_TO_UNDO. */
const undoOf = async (
  {project, environment, only, at}: RestoreRequest,
  needs: RestoreGatherNeeds & Pick<RestoreNeeds, 'journalsOf'>,
): Promise<Undoing> => {
  const {here, found} = await gatherHere(project, environment, needs);
  // One that was killed before it changed anything is none that could be undone: the one before it is.
  const {composeProject} = here;
  const journals = needs.journalsOf(composeProject);
  const left = await journals.read();
  // One that was killed as names changed is finished first.
  const formers = [...(await journals.formers()), ...(left?.phase === 'swapping' ? [left] : [])];
  const {of, rest} = chooseUndone(formers, {...here, only, at});
  const servers = await reachedNow(of.servers, found, needs);
  const others = timesOf(formers.filter(({stamp}) => stamp !== of.stamp));
  const plan = {...planUndo({...of, servers}, here), others, source: of.source};
  return {plan, rest, composeProject};
};
