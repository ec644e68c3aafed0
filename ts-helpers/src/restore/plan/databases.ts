import type {EngineKind} from '../../archive/manifest.ts';
import type {Rename} from '../../archive/rename.ts';
import {UserError} from '../../errors/userError.ts';
import type {ServerSwap} from './swap.ts';
import {type HeldServer, isOfMoment, type LiveServer, type RestoreFacts} from './facts.ts';
import {nameBeside, stampOf} from '../../archive/nameBeside.ts';

export interface LeftAlone {
  what: string;
  why: string;
}

interface PlannedDatabases {
  stamp: string;
  servers: ServerSwap[];
  leftAlone: LeftAlone[];
  warnings: string[];
}

/** What becomes of each database in the archive. Throws RESTORE_NOWHERE and BACKUP_NOTHING_RUNS. */
export const planDatabases = (facts: RestoreFacts): PlannedDatabases => {
  const stamp = stampOf(facts.now);
  const planned: PlannedDatabases = {stamp, servers: [], leftAlone: [], warnings: []};
  for (const stored of facts.manifest.servers) {
    if (WHOLE.includes(stored.kind)) continue;
    if (facts.only !== undefined && facts.only !== stored.service) {
      planned.leftAlone.push({what: stored.service, why: '--service names another'});
      continue;
    }
    const {live, container} = placeOf(stored, facts);
    const loads: {name: string; as: string}[] = [];
    const renames: Rename[] = [];
    for (const [ordinal, {name, tables}] of stored.databases.entries()) {
      const isThere = [...live.databases.map(one => one.name), ...live.closed].includes(name);
      if (isThere && name === OF_IMAGES && Object.keys(tables).length === 0)
        planned.leftAlone.push({
          what: `${stored.service}: ${name}`,
          why: isOfMoment(facts.source) ? 'it had no table then' : 'it has no table in the backup',
        });
      else {
        const as = nameBeside(name, {made: 'restoring', stamp, ordinal});
        loads.push({name, as});
        if (isThere)
          renames.push({name, after: nameBeside(name, {made: 'before', stamp, ordinal}), isUsed: false});
        renames.push({name: as, after: name, isUsed: true});
      }
    }
    const host = live.outside?.host;
    if (loads.length > 0)
      planned.servers.push({
        ...{service: stored.service, kind: stored.kind, container},
        ...(host !== undefined && {host}),
        ...{loads, renames},
      });
    if (host !== undefined)
      planned.warnings.push(
        `${stored.service} is at ${host}: whoever uses it from elsewhere is sent away as names change, and only services of this project stand still.`,
      );
    planned.warnings.push(...otherVersion(stored, live));
  }
  return planned;
};

/** The one that images make, and that nobody uses. */
export const OF_IMAGES = 'postgres';

/** Kinds whose databases cannot have another name: RENAME TABLE leaves views, triggers and events behind. */
export const WHOLE: readonly EngineKind[] = ['mysql', 'mongo'];

/** Throws RESTORE_NOWHERE and BACKUP_NOTHING_RUNS. */
export const placeOf = (
  stored: HeldServer,
  {servers, composeProject}: RestoreFacts,
): {live: LiveServer; container: string} => {
  const {service, kind} = stored;
  const live = servers.find(one => one.service === service && one.kind === kind);
  if (live === undefined)
    throw new UserError('RESTORE_NOWHERE', `${composeProject} has no ${kind} called ${service}.`, {
      where: service,
      remedy: 'Restore the other ones by name: countable restore --service NAME',
    });
  if (live.container === undefined)
    throw new UserError('BACKUP_NOTHING_RUNS', `${live.title} of ${service} does not run.`, {where: service});
  return {live, container: live.container.id};
};

/** What an older server does with a newer dump shows itself while it loads, beside what is used. */
export const otherVersion = ({service, version}: HeldServer, {version: here}: LiveServer): string[] => {
  const [before, now] = [version, here].map(text => /^\d+/.exec(text)?.[0]);
  return before === now
    ? []
    : [`The backup of ${service} is of version ${version}, and ${here} runs here: it may not load.`];
};
