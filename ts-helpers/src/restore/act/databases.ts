import {Readable} from 'node:stream';
import {differencesOf} from '../../archive/differences.ts';
import type {ServerManifest} from '../../archive/manifest.ts';
import type {Rename} from '../../archive/rename.ts';
import {PROVER} from '../../dumps/owners.ts';
import type {Beside} from '../../engines/beside.ts';
import {insideOf} from '../../engines/container.ts';
import {readDump} from '../../engines/dumped.ts';
import {engineFor} from '../../engines/engines.ts';
import {ask, type Inside} from '../../engines/inside.ts';
import {largeOf} from '../../engines/large.ts';
import {CommandFailed, UserError} from '../../errors/userError.ts';
import type {Clock} from '../../outside/clock.ts';
import type {Compressing} from '../../outside/compressing.ts';
import {feed, type Pipes} from '../../outside/pipe.ts';
import {wholeText} from '../../outside/wholeText.ts';
import type {Sink} from '../../verify/download.ts';
import type {ServerSwap} from '../plan.ts';
import {failing} from './failing.ts';
import type {Stored} from './stored.ts';

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

/** What takes the members of a server's archive, each by its name. */
export const loadingSinks = async (
  swap: ServerSwap,
  stored: ServerManifest,
  needs: DatabaseNeeds,
): Promise<[string, Sink][]> => {
  const {inside, beside} = known(swap, needs);
  const engine = engineFor(swap.kind);
  const large = await largeOf(inside, needs.compressing);
  const {service} = swap;
  const ofRoles = stored.roles && {
    member: stored.roles.member,
    sink: async (body: Readable) => {
      const look = await engine.look(inside);
      // Who has restored a dump aside is nobody here.
      const there = [...look.roles, PROVER];
      const {sql} = beside.missingRoles(await wholeText(body, MOST_ROLES, endless), there);
      await failing(`the roles of ${service}`, service, () => run({inside, beside}, sql));
    },
  };
  return [
    ...(ofRoles ? [[ofRoles.member, ofRoles.sink] as [string, Sink]] : []),
    ...swap.loads.map(({name, as}): [string, Sink] => [
      memberOf(stored, name),
      body =>
        failing(`the database ${name} of ${service}`, service, async () => {
          await large.restore(engine.restore(as), beside.renaming(body, name, beside.quoted(as)));
        }),
    ]),
  ];
};

const memberOf = ({databases}: ServerManifest, name: string): string =>
  databases.find(one => one.name === name)?.member ?? '';

/** In what the loaded databases differ from what was stored. */
export const compareLoaded = async (
  swap: ServerSwap,
  {servers}: Pick<Stored, 'servers'>,
  needs: DatabaseNeeds,
): Promise<string[]> => {
  const {inside, beside} = known(swap, needs);
  const engine = engineFor(swap.kind);
  const large = await largeOf(inside, needs.compressing);
  const look = await engine.look(inside);
  const stored = servers.find(({service}) => service === swap.service)?.databases ?? [];
  const all: string[] = [];
  for (const {name, as} of swap.loads) {
    const of = stored.find(one => one.name === name);
    if (of === undefined) throw new Error(`${name} is not in the archive`);
    const text = (await ask(inside, [...beside.statements, '--command', beside.howWritten(name)])).trim();
    const written = {name, text};
    const read = await failing(`the database ${name} of ${swap.service}`, swap.service, () =>
      readDump({engine, large}, engine.dump(as, look), dump => beside.renaming(dump, as, written)),
    );
    all.push(...differencesOf(of, read).map(line => `${swap.service}, ${line}`));
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
  for (const name of names) await run({inside, beside}, beside.drop(name));
};

/** Names of all databases, also of those that let nobody in. */
export const namesOn = async (
  swap: Pick<ServerSwap, 'container' | 'kind'>,
  needs: Pick<DatabaseNeeds, 'pipes'>,
): Promise<string[]> => {
  const {inside, beside} = known(swap, needs);
  return (await ask(inside, [...beside.statements, '--command', beside.names])).split('\n').filter(Boolean);
};
