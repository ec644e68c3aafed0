import {randomUUID} from 'node:crypto';
import {rowsIn} from '../archive/manifest.ts';
import {type Place, takeTurn, type TurnNeeds} from '../deploy/turn.ts';
import {messageOf, UserError, warningOf} from '../errors/userError.ts';
import type {BackupOutcome} from '../result/backup.ts';
import type {Warning} from '../result/result.ts';
import {alone} from '../run/alone.ts';
import {carryOut} from '../run/carryOut.ts';
import type {Voice} from '../run/voice.ts';
import {warn} from '../run/warn.ts';
import {deployedName} from '../workspace/deployedName.ts';
import type {Project} from '../workspace/project.ts';
import {type Stored, type StoreNeeds, storeBackup} from './act.ts';
import {copyLabel} from './act/files.ts';
import type {Journals} from './act/journal.ts';
import {besideOutside, type OutsideNeeds} from './outside.ts';
import {momentsDeeds} from './act/moments.ts';
import {mendKilled, noting} from './act/mend.ts';
import {lookAt} from './act/server.ts';
import {containersToStill, keepingStill, type StillNeeds} from './act/still.ts';
import {type Gathered, gatherBackup, type GatherNeeds} from './gather.ts';
import {type BackupPlan, type BackupStep, doubtsOf, planBackup} from './plan.ts';
import {tablelessWarnings} from './plan/tableless.ts';
import type {PitrNeeds} from '../pitr/act.ts';
import {warnOfSilence} from './silence.ts';

export interface BackupNeeds
  extends
    Omit<GatherNeeds, 'docker' | 'voice' | 'folderOf' | 'clock'>,
    Omit<StoreNeeds, 'voice' | 'docker' | 'clock'>,
    TurnNeeds {
  docker: GatherNeeds['docker'] & StillNeeds['docker'] & OutsideNeeds['docker'] & StoreNeeds['docker'];
  voice: Voice;
  pitr: PitrNeeds;
  journalsOf(composeProject: string): Journals;
  lockOf(composeProject: string): string;
  folderOf(composeProject: string): ReturnType<GatherNeeds['folderOf']> & Place['folder'];
  /** Ends all that is under way. */
  end?: ((reason: UserError) => void) | undefined;
}

export interface BackupRequest {
  project: Project;
  environment: string;
  who: string;
}

export interface Backed {
  backup: BackupOutcome;
  /** SQLITE_LIVE, VOLUME_UNNAMED, LEAVE_UNKNOWN, DATABASE_EMPTY. */
  warnings: Warning[];
  /** Why every moment is not kept as well, where that was to be. */
  refused: unknown;
}

/** What would be done. */
export const planOnly = async (
  {project, environment}: BackupRequest,
  needs: Pick<BackupNeeds, keyof GatherNeeds | 'clock'>,
): Promise<BackupPlan> => {
  const {facts} = await gatherBackup(project, environment, needs);
  return planBackup(facts, needs.clock.now());
};

/**
 * Throws LOCK_HELD while another backup is under way on this host. For a deploy it waits, and deploys wait for it: a database that
 * is made anew would end its dump, and what keeps still for it would be started.
 */
export const backup = (request: BackupRequest, needs: BackupNeeds): Promise<Backed> => {
  const {project, environment, who} = request;
  const composeProject = deployedName(project, environment);
  const taken = 'Another backup of it is under way';
  return alone({file: needs.lockOf(composeProject), who, taken, where: composeProject}, needs, async () => {
    await warnOfSilence(needs);
    const place = {composeProject, folder: needs.folderOf(composeProject)};
    const minutes = project.settings.timeouts.backup;
    const turn = await takeTurn({...request, does: 'backing up', minutes}, needs, place);
    try {
      const journals = needs.journalsOf(composeProject);
      // What still keeps still for that one does not run.
      await mendKilled(journals, needs);
      return await carriedOut(
        request,
        {...(await gatherBackup(project, environment, needs)), journals},
        needs,
      );
    } finally {
      await turn.release();
    }
  });
};

const carriedOut = async (
  request: BackupRequest,
  gathered: Gathered & {journals: Journals},
  needs: BackupNeeds,
): Promise<Backed> => {
  const {facts, moments} = gathered;
  const plan = planBackup(facts, needs.clock.now());
  const warnings = warned(doubtsOf(plan), needs);
  let stored: Stored | undefined;
  const deeds: Partial<Record<BackupStep['id'], () => Promise<void>>> = {
    async store() {
      stored = await store(plan, {...gathered, who: request.who}, needs);
      await gathered.journals.remove();
    },
    ...momentsDeeds(plan, moments, needs.pitr),
  };
  const {notDone} = await carryOut(plan.steps, async ({id}) => deeds[id]?.(), {
    voice: needs.voice,
    end: needs.end,
    // What is stored is stored.
    bear: ({id}) => (id === 'store' ? 'fail' : 'leave the rest'),
  });
  if (stored === undefined) throw new Error('the plan has no step that stores');
  return {
    backup: outcomeOf(stored, plan, needs),
    warnings: [...warnings, ...warned(tablelessWarnings(stored.manifest.servers), needs)],
    refused: plan.moments.refused ?? notDone[0]?.error,
  };
};

const store = async (
  plan: BackupPlan,
  {facts, deployed: {live}, journals, who}: Gathered & {journals: Journals; who: string},
  needs: BackupNeeds,
): Promise<Stored> => {
  const still = containersToStill(plan, facts);
  const note = noting(plan, journals);
  const cannotNote = (error: unknown): void => {
    needs.voice.warn(`What is to be removed should it be killed could not be noted: ${messageOf(error)}`);
  };
  const label = copyLabel(facts.composeProject);
  await note({});
  // One that was killed leaves its own.
  await needs.docker.removeThrowAway(label);
  const stored = besideOutside(plan.servers, {facts, needs}, async servers => {
    const looks = await Promise.all(servers.map(server => lookAt(server, needs)));
    return storeBackup(
      {
        plan: {...plan, servers},
        looks,
        live,
        label,
        by: who,
        compression: facts.settings.compression,
        keep: facts.settings.keep,
        run: randomUUID(),
        begun(uploadId) {
          note({uploadId}).catch(cannotNote);
        },
        still: async work => {
          if (still.length > 0) await note({still});
          return keepingStill(still, needs, work);
        },
      },
      needs,
    );
  });
  return stored.catch(async (error: unknown) => {
    await note({hasFailed: true}).catch(cannotNote);
    throw error;
  });
};

const warned = (told: readonly UserError[], {voice}: Pick<BackupNeeds, 'voice'>): Warning[] => {
  const warnings = told.map(warningOf);
  for (const one of warnings) warn(voice, one);
  return warnings;
};

const outcomeOf = (
  {manifest: {servers, files, at, recipients}, size}: Stored,
  {key}: BackupPlan,
  {store}: Pick<BackupNeeds, 'store'>,
): BackupOutcome => {
  const databases = servers.flatMap(server => server.databases);
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
  return {
    bucket: store.bucket.name,
    key,
    at,
    size,
    read: sum([...databases.map(({bytes}) => bytes), ...files.map(({bytes}) => bytes)]),
    databases: databases.length,
    tables: sum(databases.map(({tables}) => Object.keys(tables).length)),
    rows: sum(databases.map(({tables}) => rowsIn(tables))),
    files: sum(files.map(({entries}) => entries)),
    recipients: recipients.length,
  };
};
