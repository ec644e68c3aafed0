import {posix} from 'node:path';
import {whyNobodyLogsIn} from '../../compose/imageUser.ts';
import type {ComposeModel} from '../../compose/model.ts';
import {UserError} from '../../errors/userError.ts';
import {type LeftAlone, otherVersion, placeOf, WHOLE} from './databases.ts';
import type {HeldServer, LiveData, LiveServer, RestoreFacts} from './facts.ts';
import {nameBeside, stampOf} from '../../archive/nameBeside.ts';
import type {FolderSwap, SwappedServer} from './swap.ts';

export interface PlannedWhole {
  swaps: ServerFolder[];
  leftAlone: LeftAlone[];
  warnings: string[];
}

/** The folder in which a server keeps all that it has. */
export type ServerFolder = FolderSwap & {server: SwappedServer};

export const isOfServer = (folder: FolderSwap): folder is ServerFolder => folder.server !== undefined;

/** What becomes of servers that trade places with all that they have. Throws RESTORE_NOWHERE, NO_RESTORE_FOR and BACKUP_NOTHING_RUNS. */
export const planWhole = (facts: RestoreFacts): PlannedWhole => {
  const planned: PlannedWhole = {swaps: [], leftAlone: [], warnings: []};
  for (const stored of facts.manifest.servers) {
    if (!WHOLE.includes(stored.kind)) continue;
    if (facts.only !== undefined && facts.only !== stored.service) {
      planned.leftAlone.push({what: stored.service, why: '--service names another'});
      continue;
    }
    const {live} = placeOf(stored, facts);
    const swap = swapOf(stored, live, facts);
    planned.swaps.push(swap);
    planned.warnings.push(
      ...otherVersion(stored, live),
      ...goneFrom(stored, live, swap.before),
      ...(swap.server.hasUsersOfImage ? [usersOfImage(stored.service)] : []),
    );
  }
  return planned;
};

const swapOf = (
  {service, kind, databases, roles}: HeldServer,
  {title, data, container, outside}: LiveServer,
  {model, now}: Pick<RestoreFacts, 'model' | 'now'>,
): ServerFolder => {
  const no = (why: string, remedy?: string): UserError =>
    new UserError('NO_RESTORE_FOR', `${title} of ${service} cannot be restored: ${why}.`, {
      where: service,
      ...(remedy !== undefined && {remedy}),
    });
  if (outside !== undefined) throw no(`it is at ${outside.host}, where no data folder can change`, BY_HAND);
  const why =
    roles === undefined
      ? whyNobodyLogsIn({kind, databases}, model.services[service]?.environment)
      : undefined;
  if (why !== undefined) throw no(`its users could not be kept, and ${why}`, BY_HAND);
  if (data?.tie !== undefined) throw no(data.tie, TIED);
  const placed = data && placeIn(data, {service, model});
  if (placed === undefined || data?.mount === undefined)
    throw no('what it has is not in a folder of the engine’s host', GIVE_IT_ONE);
  if (data.elsewhere[0] !== undefined)
    throw no(`a part of what it has is not in ${data.folder}: ${data.elsewhere[0]}`, BY_HAND);
  const stamp = stampOf(now);
  const last = posix.basename(placed);
  return {
    name: `data of ${service}`,
    above: posix.dirname(placed),
    live: last,
    loaded: nameBeside(last, {made: 'restoring', stamp, ordinal: 0}),
    before: nameBeside(last, {made: 'before', stamp, ordinal: 0}),
    image: container?.imageId ?? '',
    server: {
      ...{service, kind},
      ...(data.port !== undefined && {port: data.port}),
      source: data.mount.source,
      databases: databases.map(({name}) => name),
      ...(roles === undefined && {hasUsersOfImage: true}),
    },
  };
};

const usersOfImage = (service: string): string =>
  `The backup has no users of ${service}, whose root has a password that was made by chance: afterwards it has the user that its environment names, and root has another such password. Other users are gone.`;

const BY_HAND =
  'Unpack the backup, and load it by hand. The other services are restored by name: countable restore --service NAME';
const TIED =
  'Load the backup into the server that the others follow, by hand. The other services are restored by name: countable restore --service NAME';
const GIVE_IT_ONE =
  'Give it a volume without options, or a folder of the host, in the compose file; then deploy, and restore.';

/** Of a volume of which only a folder is mounted, the engine does not tell where that is. */
const placeIn = (
  {mount, path}: LiveData,
  {service, model}: {service: string; model: ComposeModel},
): string | undefined => {
  const declared = model.services[service]?.volumes?.find(({target}) => target === mount?.target);
  const {subpath} = (declared?.['volume'] ?? {}) as {subpath?: string};
  return subpath === undefined ? path : undefined;
};

/** Nothing of a server is kept in its place. */
const goneFrom = ({service, databases}: HeldServer, live: LiveServer, before: string): string[] => {
  const kept = new Set(databases.map(({name}) => name));
  const gone = [...live.databases.map(({name}) => name), ...live.closed].filter(name => !kept.has(name));
  return gone.length === 0
    ? []
    : [`Not in the backup, and gone from ${service} afterwards: ${gone.join(', ')}. They stay in ${before}.`];
};
