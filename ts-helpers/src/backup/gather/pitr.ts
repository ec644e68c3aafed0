import {CommandFailed, isStop, UserError} from '../../errors/userError.ts';
import {gatherPitr, type PitrGathered, type PitrGatherNeeds} from '../../pitr/gather.ts';
import {partOf} from '../../archive/part.ts';
import {stanzaOf} from '../../archive/pointInTime.ts';
import {type BackupFacts, serversOf, wantedMoments} from '../plan.ts';

export type Moments = PitrGathered | {refused: UserError} | undefined;

/** What there is of keeping every moment. That it cannot be told keeps nobody from the nightly backup. */
export const gatherMoments = async (
  facts: BackupFacts,
  {needsOf, now}: {needsOf: () => PitrGatherNeeds; now: Date},
): Promise<Moments> => {
  const servers = serversOf(facts);
  const wanted = new Set(wantedMoments(facts, servers).map(({service}) => service));
  const running = servers.flatMap(({kind, service, container}) => {
    if (kind !== 'postgres' || container === undefined) return [];
    const stanza = stanzaOf(service, partOf(facts));
    return [{service, stanza, container: container.id, isWanted: wanted.has(service)}];
  });
  if (running.length === 0) return undefined;
  try {
    const {project, composeProject, settings} = facts;
    const {recipients} = settings;
    return await gatherPitr({project, composeProject, recipients, servers: running, now}, needsOf());
  } catch (error) {
    if (isStop(error)) throw error;
    const isTold = error instanceof UserError || error instanceof CommandFailed;
    if (isTold && wanted.size === 0) return undefined;
    if (error instanceof UserError) return {refused: error};
    if (!(error instanceof CommandFailed)) throw error;
    return {refused: untold(error, [...wanted])};
  }
};

const untold = (error: CommandFailed, wanted: readonly string[]): UserError =>
  new UserError(
    'PITR_FAILED',
    `What keeps the moments of ${wanted.join(', ')} does not answer: ${error.tail.at(-1)?.trim() ?? error.message}`,
    {where: wanted[0] ?? '', evidence: {log: {source: 'docker exec', lines: error.tail}}, cause: error},
  );
