import {randomBytes} from 'node:crypto';
import {type Column, tableOf} from '../../archive/column.ts';
import {commandFailure} from '../../causes/commandFailure.ts';
import type {LeftOf, MaskedColumn, Masking, NotedColumn, Watcher} from '../../engines/masking.ts';
import {ask} from '../../engines/inside.ts';
import {CommandFailed, UserError} from '../../errors/userError.ts';
import {counted} from '../../text/plain.ts';
import type {FilledServer} from '../../verify/filled.ts';
import {
  AFTER_SQL,
  type FoundColumn,
  type JudgedColumn,
  judged,
  MASK_SQL,
  type RefreshFacts,
  scriptPlace,
} from '../plan.ts';

/** A server that nobody can reach, and which of its databases are brought from it. */
export interface Held extends Pick<FilledServer, 'stored' | 'engine' | 'inside'> {
  databases: readonly string[];
}

type Told = Pick<RefreshFacts, 'settings' | 'scripts' | 'only'>;

/** Masks what they hold, and looks for what is left of it. Resolves to how many columns were. Throws MASK_INCOMPLETE, MASK_UNKNOWN and MASK_FAILED. */
export const maskAll = async (all: readonly Held[], {settings, scripts, only}: Told): Promise<number> => {
  await refuseHistories(all);
  const rules = settings.columns;
  const columns = judged(await columnsOf(all), {rules, isPart: only !== undefined});
  const noted = columns.filter(({mask}) => mask !== 'keep').map((column, note): Noted => ({...column, note}));
  await each(all, noted, (database, own) => database.run(database.masking.remember(own)));
  if (scripts.mask !== undefined) await runScript(MASK_SQL, scripts.mask, all);
  // It may have made copies.
  const now = judged(await columnsOf(all), {rules, isPart: true});
  const secret = randomBytes(24).toString('hex');
  const still = noted.filter(one => now.some(other => isSame(one, other)));
  const ours = now.filter(isOurs);
  await refuseWatched(all, ours);
  await maskTables(all, ours, secret);
  const left: string[] = [];
  await each(all, still, async (database, own) => {
    left.push(...leftIn(linesIn<LeftOf>(await database.run(database.masking.left(own))), own));
  });
  refuseLeft(left);
  await each(all, noted, database => database.run(database.masking.forget));
  return noted.length;
};

/** What is masked in such a table stays in its history. */
const refuseHistories = async (all: readonly Held[]): Promise<void> => {
  for (const {stored, engine, inside, databases} of all) {
    const {histories = []} = await engine.look(inside);
    const found = databases.find(name => histories.includes(name));
    if (found === undefined) continue;
    throw new UserError(
      'NO_REFRESH_FOR',
      `Tables of ${found} of ${stored.service} keep their history, which has what was masked.`,
      {where: stored.service},
    );
  }
};

/** What leads from there to other servers of production. */
export const cutOff = async (all: readonly Held[]): Promise<void> => {
  for (const {masking, run} of databasesOf(all)) if (masking.cut !== '') await run(masking.cut);
};

/** What such a trigger notes, masks would not meet. */
const refuseWatched = (
  all: readonly Held[],
  columns: readonly (JudgedColumn & MaskedColumn)[],
): Promise<void> =>
  each(all, columns, async ({masking, run}, own) => {
    const [first] = linesIn<Watcher>(await run(masking.watchers(own)));
    if (first === undefined) return;
    throw new UserError(
      'MASK_FAILED',
      `The trigger ${first.name} of ${first.table} would note elsewhere what masks replace.`,
      {
        where: 'mask',
        remedy: `Mask that table in ${MASK_SQL} (its columns are sql in countable.yml), which can drop the trigger before, and make it again.`,
      },
    );
  });

/** What the environment is not to do that production does. Throws MASK_FAILED. */
export const runAfter = async (all: readonly Held[], {scripts}: Pick<Told, 'scripts'>): Promise<void> => {
  if (scripts.after !== undefined) await runScript(AFTER_SQL, scripts.after, all);
};

type Noted = JudgedColumn & NotedColumn;

const isOurs = (column: JudgedColumn): column is JudgedColumn & MaskedColumn =>
  column.mask !== 'keep' && column.mask !== 'sql';

const isSame = (one: FoundColumn, other: FoundColumn): boolean => nameOf(one) === nameOf(other);

const nameOf = (column: FoundColumn): string =>
  [column.service, column.database, tableOf(column), column.name].join('\0');

interface Database {
  service: string;
  name: string;
  masking: Masking;
  /** Throws MASK_FAILED, of what is named. */
  run(sql: string, what?: string): Promise<string>;
}

const databasesOf = (all: readonly Held[]): Database[] =>
  all.flatMap(({stored: {service}, engine, inside, databases}) => {
    const {masking} = engine;
    if (masking === null) throw new Error(`nothing masks ${service}`);
    return databases.map(name => ({
      ...{service, name, masking},
      run: (sql, what = `${name} of ${service}`) =>
        failing(what, () => ask(inside, engine.query(name) ?? [], sql)),
    }));
  });

const columnsOf = async (all: readonly Held[]): Promise<FoundColumn[]> => {
  const found: FoundColumn[] = [];
  for (const {service, name: database, masking, run} of databasesOf(all))
    for (const {length, ...column} of linesIn<Column & {length: number | null}>(await run(masking.columns)))
      found.push({...column, ...(length !== null && {length}), service, database});
  return found;
};

const linesIn = <T>(text: string): T[] =>
  text
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line) as T);

/** Databases one after another, each with those columns that are its own. */
const each = async <C extends FoundColumn>(
  all: readonly Held[],
  columns: readonly C[],
  work: (database: Database, own: C[]) => Promise<unknown>,
): Promise<void> => {
  for (const database of databasesOf(all)) {
    const own = columns.filter(one => one.service === database.service && one.database === database.name);
    if (own.length > 0) await work(database, own);
  }
};

const maskTables = (
  all: readonly Held[],
  columns: readonly (JudgedColumn & MaskedColumn)[],
  secret: string,
): Promise<void> =>
  each(all, columns, async ({masking, run}, own) => {
    for (const [table, ofTable] of Map.groupBy(own, tableOf)) await run(masking.mask(ofTable, secret), table);
  });

/** One value for all may be one that was there before: nothing tells whose it was. */
const leftIn = (found: readonly LeftOf[], columns: readonly Noted[]): string[] =>
  found.flatMap(({note, left, values, former}) => {
    const column = columns.find(one => one.note === note);
    if (column === undefined || left === 0 || (values === 1 && former > 1)) return [];
    return [`${tableOf(column)}.${column.name} holds in ${counted(left, 'row')} what it held before`];
  });

const refuseLeft = (left: readonly string[]): void => {
  const [first, ...others] = left;
  if (first === undefined) return;
  const more = others.length === 0 ? '' : `; and ${others.length} more`;
  throw new UserError('MASK_FAILED', `${first}${more}.`, {
    where: 'mask',
    evidence: {log: {source: 'mask', lines: left}},
  });
};

const runScript = async (file: string, text: string, all: readonly Held[]): Promise<void> => {
  const servers = all.map(({stored: {service, databases}, databases: own}) => ({
    service,
    databases: databases.filter(({name}) => own.includes(name)),
  }));
  const {service, database} = scriptPlace({file, text}, servers);
  const {engine, inside} = all.find(({stored}) => stored.service === service) ?? {};
  if (engine?.masking == null || inside === undefined) throw new Error(`nothing runs ${file}`);
  const {masking} = engine;
  try {
    await ask(inside, masking.script(database), text);
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    const at = masking.failedAt(error.stderr);
    if (at === undefined) throw told(file, error);
    throw new UserError(
      'MASK_FAILED',
      `${file} fails in the database ${database} of ${service}: ${at.says}`,
      {
        where: `${file}:${at.line}`,
        remedy: `Correct ${file}.`,
      },
    );
  }
};

/** What was printed besides may name what is not to be seen. */
const failing = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    throw error instanceof CommandFailed ? told(what, error) : error;
  }
};

const told = (what: string, error: CommandFailed): UserError => {
  const {code, message} = commandFailure(error);
  if (code !== 'COMMAND_FAILED') return new UserError(code, message);
  const says =
    error.tail.find(line => /error|fatal/i.test(line)) ?? `it ended with ${error.exitCode ?? 'no code'}`;
  return new UserError('MASK_FAILED', `${what} cannot be masked: ${says.trim()}`, {where: 'mask'});
};
