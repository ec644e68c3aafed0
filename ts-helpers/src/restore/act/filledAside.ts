import type {Readable} from 'node:stream';
import type {Dump} from '../../dumps/open.ts';
import {handOver} from '../../dumps/owners.ts';
import {usersOfImage} from '../../compose/imageUser.ts';
import type {ComposeModel} from '../../compose/model.ts';
import {engineFor} from '../../engines/engines.ts';
import {insideOf} from '../../engines/container.ts';
import {UserError} from '../../errors/userError.ts';
import {hashed} from '../../outside/hashing.ts';
import {
  countedOf,
  type Filled,
  type FillNeeds,
  fillServers,
  type HeldAside,
  heldAside,
  whyEmpty,
} from '../../verify/emptyServers.ts';
import {NotProven} from '../../verify/failed.ts';
import {type DumpFacts, dumpName, type HeldServer, intoWhich, type LiveServer, ownRoles} from '../plan.ts';
import type {Aside} from './aside.ts';
import {folderLabel} from './folders.ts';

export interface FilledDump {
  back: Aside[];
  found: HeldServer[];
  /** In the same archive, and no dump. */
  files: number;
}

/** Restores a dump into throw-away servers, and counts what it holds. Throws DUMP_EMPTY, and what filling servers throws. */
export const fillAside = async (
  facts: DumpFacts,
  stream: Readable,
  needs: FillNeeds,
): Promise<FilledDump> => {
  const {source, composeProject} = facts;
  const filled: Filled = {layers: [], usersMade: [], running: new Map()};
  const filling = {
    name: `countable-restore-${composeProject}-aside`,
    label: folderLabel(composeProject),
    pipes: undefined,
    size: source.size,
    placeOf: ({content}: Dump) => {
      const {live, container, database} = intoWhich(content, facts);
      const {service, owner} = live;
      const {image, imageId} = container;
      return {service, image, imageId, database, ...(owner !== undefined && {owner})};
    },
  };
  const {files} = await fillServers(hashed(stream), {filling, filled}, needs);
  const held = await counted(facts, filled);
  const back: Aside[] = [];
  for (const one of held) back.push(await settled(one, {facts, filled}, needs));
  return {back, found: held.map(one => foundOf(one, facts)), files};
};

const counted = async ({source}: DumpFacts, filled: Filled): Promise<HeldAside[]> => {
  try {
    const held = await heldAside(filled);
    const why = whyEmpty(held.map(countedOf));
    if (why === undefined) return held.filter(({databases}) => databases.length > 0);
    throw new UserError('DUMP_EMPTY', `${dumpName(source)}: ${why}.`, {where: source.key});
  } catch (error) {
    if (!(error instanceof NotProven)) throw error;
    throw new UserError('DUMP_REFUSED', `${dumpName(source)}: ${error.message}.`, {
      where: source.key,
      evidence: {log: {source: 'restore', lines: [...error.log]}},
      cause: error,
    });
  }
};

/** Owned by who owns what runs, and by nobody who was only there to restore. */
const settled = async (
  {server, databases}: HeldAside,
  {facts, filled: {usersMade}}: {facts: DumpFacts; filled: Filled},
  needs: Pick<FillNeeds, 'pipes'>,
): Promise<Aside> => {
  const {stored, engine, inside, large, imageId} = server;
  const {service, image} = stored;
  const live = facts.servers.find(one => one.service === service);
  if (live?.owner !== undefined)
    await handOver(
      {owner: live.owner, databases: databases.map(([name]) => name), usersMade},
      {engine, inside},
    );
  if (engine.whole !== null && live !== undefined)
    await refuseStrangers(usersMade, {live, model: facts.model}, needs);
  return {server: {service, image, imageId}, inside, large, look: await engine.look(inside)};
};

/** Users stay those of the server: what goes by the rights of another one could not be dumped any more. */
const refuseStrangers = async (
  usersMade: readonly string[],
  {live, model}: {live: LiveServer; model: ComposeModel},
  needs: Pick<FillNeeds, 'pipes'>,
): Promise<void> => {
  const {service, kind, container} = live;
  const {roles} =
    live.isSuperuser === false
      ? {roles: usersOfImage(model.services[service]?.environment)}
      : await engineFor(kind).look(insideOf(container?.id ?? '', kind, needs.pipes));
  const strangers = usersMade.filter(name => !roles.includes(name));
  if (strangers.length === 0) return;
  throw new UserError(
    'NO_RESTORE_FOR',
    `Views or routines in it go by the rights of users that ${service} does not have: ${strangers.join(', ')}.`,
    {where: service, remedy: `Make them in ${service}, and restore it again.`},
  );
};

const foundOf = ({server, now, databases}: HeldAside, {servers}: Pick<DumpFacts, 'servers'>): HeldServer => {
  const {service, kind} = server.stored;
  return {
    ...{service, kind, version: now.look.version},
    ...ownRoles(servers.find(one => one.service === service) ?? {}),
    databases: databases.map(([name, {tables}]) => ({
      name,
      bytes: now.look.databases.find(one => one.name === name)?.bytes ?? 0,
      tables,
    })),
  };
};
