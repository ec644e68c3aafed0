import {partOf} from '../../archive/part.ts';
import {type PointInTime, stanzaOf} from '../../archive/pointInTime.ts';
import {isStop, UserError} from '../../errors/userError.ts';
import {type PitrPlan, planPitr} from '../../pitr/plan.ts';
import type {BackupFacts} from './facts.ts';
import type {PlannedServer} from './servers.ts';

/** Of the servers of a project those whose every moment is to be kept. */
export interface PlannedMoments {
  servers: PointInTime[];
  plan: PitrPlan | undefined;
  /** Why it cannot be done: the nightly backup is made all the same. */
  refused: UserError | undefined;
}

export const planMoments = (facts: BackupFacts, servers: readonly PlannedServer[]): PlannedMoments => {
  const wanted = wantedMoments(facts, servers);
  const none = {servers: wanted, plan: undefined};
  const {pitr} = facts;
  try {
    refuseOthers(facts, servers);
    if (pitr === undefined) return {...none, refused: undefined};
    if ('refused' in pitr) return {...none, refused: pitr.refused};
    return {servers: wanted, plan: planPitr(pitr.facts), refused: undefined};
  } catch (error) {
    if (!(error instanceof UserError) || isStop(error)) throw error;
    return {...none, refused: error};
  }
};

/** What it is asked for, and can be done for. */
export const wantedMoments = (facts: BackupFacts, servers: readonly PlannedServer[]): PointInTime[] => {
  const {pitr} = facts.settings;
  return servers.flatMap(({kind, service, outside}) => {
    const isNamed = pitr === true || (pitr !== false && pitr.includes(service));
    if (!isNamed || kind !== 'postgres' || outside !== undefined) return [];
    return [{service, stanza: stanzaOf(service, partOf(facts))}];
  });
};

/** Throws PITR_IMPOSSIBLE for what it is asked for, and cannot be done for. */
const refuseOthers = ({settings: {pitr}}: BackupFacts, servers: readonly PlannedServer[]): void => {
  if (pitr === false) return;
  const able = servers.filter(({kind, outside}) => kind === 'postgres' && outside === undefined);
  const names = able.map(({service}) => service);
  const unable =
    pitr === true
      ? servers.filter(one => !able.includes(one)).map(({title, service}) => `${title} of ${service}`)
      : pitr.filter(name => !names.includes(name));
  if (unable.length === 0 && names.length > 0) return;
  throw new UserError(
    'PITR_IMPOSSIBLE',
    unable.length === 0
      ? 'No service runs PostgreSQL.'
      : `Every moment is kept of PostgreSQL in a service alone, and not of ${unable.join(', ')}.`,
    {
      where: 'backup: {pitr}',
      remedy:
        names.length === 0
          ? 'Take `backup: {pitr}` out. A server elsewhere is kept so by who runs it.'
          : `Name those of which it is to be: \`backup: {pitr: [${names.join(', ')}]}\`.`,
    },
  );
};
