import {Readable} from 'node:stream';
import {differencesOf, rowDifferencesOf} from '../../archive/differences.ts';
import type {DatabaseManifest, ServerManifest} from '../../archive/manifest.ts';
import type {Rename} from '../../archive/rename.ts';
import {PROVER} from '../../dumps/owners.ts';
import type {Beside, Written} from '../../engines/beside.ts';
import {insideOf} from '../../engines/container.ts';
import {readDump} from '../../engines/dumped.ts';
import {engineFor} from '../../engines/engines.ts';
import {ask, type Inside} from '../../engines/inside.ts';
import {type Large, largeOf} from '../../engines/large.ts';
import {CommandFailed, UserError} from '../../errors/userError.ts';
import type {Clock} from '../../outside/clock.ts';
import type {Compressing} from '../../outside/compressing.ts';
import {feed, type Pipes} from '../../outside/pipe.ts';
import {wholeText} from '../../outside/wholeText.ts';
import type {Sink} from '../../verify/download.ts';
import type {ServerSwap} from '../plan.ts';
import {failing} from './failing.ts';
import type {Stored, Taken} from './stored.ts';

export interface DatabaseNeeds {
  pipes: Pipes;
  compressing: Compressing;
  clock: Pick<Clock, 'wait'>;
}

interface Known {
  inside: Inside;
  beside: Beside;
}

const known = (
  {container, kind}: Pick<ServerSwap, 'container' | 'kind'>,
  {pipes}: Pick<DatabaseNeeds, 'pipes'>,
): Known => {
  const {beside} = engineFor(kind);
  if (beside === null) throw new Error(`no database of ${kind} is restored beside another`);
  return {inside: insideOf(container, kind, pipes), beside};
};

/** SQL goes by stdin: there are passwords in it. */
const run = ({inside, beside}: Known, sql: string): Promise<string> =>
  feed(Readable.from([Buffer.from(sql)]), inside.pipe(beside.statements));

const MOST_ROLES = 64 * 1024 * 1024;
const endless = (): UserError => new UserError('BACKUP_BROKEN', 'The roles in the backup have no end.');

export interface Loading {
  /** What takes the members of a server's archive, each by its name. */
  sinks: [string, Sink][];
  /** Is complete once they have. */
  taken: Taken;
}

export const loading = async (
  swap: ServerSwap,
  stored: ServerManifest,
  needs: DatabaseNeeds,
): Promise<Loading> => {
  const {inside, beside} = known(swap, needs);
  const engine = engineFor(swap.kind);
  const large = await largeOf(inside, needs.compressing);
  const {service} = swap;
  const taken = new Map<string, ReadonlyMap<string, number>>();
  const ofRoles = stored.roles && {
    member: stored.roles.member,
    sink: async (body: Readable) => {
      const {roles, isSuperuser = true} = await engine.look(inside);
      // Who has restored a dump aside is nobody here.
      const there = {roles: [...roles, PROVER], isSuperuser};
      const {sql} = beside.missingRoles(await wholeText(body, MOST_ROLES, endless), there);
      await failing(`the roles of ${service}`, service, () => run({inside, beside}, sql));
    },
  };
  const ofDatabases = swap.loads.map(({name, as}): [string, Sink] => [
    memberOf(stored, name),
    body =>
      failing(`the database ${name} of ${service}`, service, async () => {
        const dump = engine.settled?.(body) ?? body;
        taken.set(name, await loaded(dump, {from: name, to: beside.quoted(as)}, {large, beside}));
      }),
  ]);
  return {
    sinks: [...(ofRoles ? [[ofRoles.member, ofRoles.sink] as [string, Sink]] : []), ...ofDatabases],
    taken,
  };
};

/** Resolves to the rows that each of its tables took. */
const loaded = async (
  dump: Readable,
  order: {from: string; to: Written},
  {large, beside}: {large: Large; beside: Beside},
): Promise<ReadonlyMap<string, number>> => {
  const names: string[] = [];
  const {hear, end} = beside.taken();
  const renamed = beside.renaming(dump, {...order, tableBegins: name => names.push(name)});
  await large.restore(beside.load, renamed, hear);
  const rows = end();
  if (rows.length !== names.length)
    throw new Error(`${names.length} tables were loaded, and ${rows.length} told of their rows`);
  return new Map(names.map((name, index) => [name, rows[index] ?? 0]));
};

const memberOf = ({databases}: ServerManifest, name: string): string =>
  databases.find(one => one.name === name)?.member ?? '';

/** In what the loaded databases differ from what was stored. Those that were proven as they are loaded here are not read again. */
export const compareLoaded = async (
  swap: ServerSwap,
  {servers, proven}: Pick<Stored, 'servers' | 'proven'>,
  needs: DatabaseNeeds,
): Promise<string[]> => {
  const stored = servers.find(({service}) => service === swap.service)?.databases ?? [];
  const taken = proven?.get(swap.service);
  const pairs = swap.loads.map(({name, as}) => {
    const of = stored.find(one => one.name === name);
    if (of === undefined) throw new Error(`${name} is not in the archive`);
    return {of, as};
  });
  const all =
    taken === undefined
      ? await readAgain(swap, pairs, needs)
      : pairs.flatMap(({of}) => rowDifferencesOf(of, taken.get(of.name) ?? new Map()));
  return all.map(line => `${swap.service}, ${line}`);
};

const readAgain = async (
  {container, kind, service}: ServerSwap,
  pairs: readonly {of: DatabaseManifest; as: string}[],
  needs: DatabaseNeeds,
): Promise<string[]> => {
  const {inside, beside} = known({container, kind}, needs);
  const engine = engineFor(kind);
  const large = await largeOf(inside, needs.compressing);
  const look = await engine.look(inside);
  const all: string[] = [];
  for (const {of, as} of pairs) {
    const {name} = of;
    const text = (await ask(inside, [...beside.statements, '--command', beside.howWritten(name)])).trim();
    const to = {name, text};
    const read = await failing(`the database ${name} of ${service}`, service, () =>
      readDump({engine, large}, engine.dump(as, look), dump => beside.renaming(dump, {from: as, to})),
    );
    all.push(...differencesOf(of, read));
  }
  return all;
};

const TRIES = 20;
const BETWEEN_MS = 250;

/** Names change in one moment. Throws RESTORE_HELD where somebody comes back all the time. */
export const renameDatabases = async (
  swap: Pick<ServerSwap, 'service' | 'container' | 'kind'>,
  renames: readonly Rename[],
  needs: Omit<DatabaseNeeds, 'compressing'>,
): Promise<void> => {
  const {inside, beside} = known(swap, needs);
  for (let attempt = 1; ; attempt += 1) {
    try {
      await run({inside, beside}, beside.rename(renames));
      return;
    } catch (error) {
      if (!(error instanceof CommandFailed) || !beside.isHeld(error.stderr)) throw error;
      if (attempt === TRIES) throw await held(swap.service, renames, {known: {inside, beside}, cause: error});
    }
    await needs.clock.wait(BETWEEN_MS);
  }
};

const held = async (
  service: string,
  renames: readonly Rename[],
  {known: {inside, beside}, cause}: {known: Known; cause: unknown},
): Promise<UserError> => {
  const names = renames.map(({name}) => name);
  const said = await ask(inside, [...beside.statements, '--command', beside.clients(names)]);
  const lines = said.split('\n').filter(Boolean);
  return new UserError(
    'RESTORE_HELD',
    `${lines[0] ?? 'Somebody'} uses a database of ${service} again and again.`,
    {
      where: service,
      evidence: {log: {source: service, lines}},
      cause,
    },
  );
};

export const dropDatabases = async (
  swap: Pick<ServerSwap, 'container' | 'kind'>,
  names: readonly string[],
  needs: Pick<DatabaseNeeds, 'pipes'>,
): Promise<void> => {
  const {inside, beside} = known(swap, needs);
  for (const name of names) {
    const heard = await ask(inside, [...beside.statements, '--command', beside.subscriptions(name)]);
    if (heard.trim() !== '') {
      await run({inside, beside}, beside.open(name));
      const {query, masking} = engineFor(swap.kind);
      await ask(inside, query(name) ?? [], masking?.cut);
    }
    await run({inside, beside}, beside.drop(name));
  }
};

/** Names of all databases, also of those that let nobody in. */
export const namesOn = async (
  swap: Pick<ServerSwap, 'container' | 'kind'>,
  needs: Pick<DatabaseNeeds, 'pipes'>,
): Promise<string[]> => {
  const {inside, beside} = known(swap, needs);
  return (await ask(inside, [...beside.statements, '--command', beside.names])).split('\n').filter(Boolean);
};
