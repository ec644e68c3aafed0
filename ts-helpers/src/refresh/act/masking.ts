import {randomBytes} from 'node:crypto';
import {columnText, tableOf} from '../../archive/column.ts';
import {ask} from '../../engines/inside.ts';
import type {LeftOf, NotedColumn, Watcher} from '../../engines/masking.ts';
import {CommandFailed, UserError} from '../../errors/userError.ts';
import type {MaskedColumn} from '../../project/masks.ts';
import type {Voice} from '../../run/voice.ts';
import {counted} from '../../text/plain.ts';
import {
  AFTER_SQL,
  isOurs,
  isSameColumn,
  type JudgedColumn,
  judged,
  MASK_SQL,
  type RefreshFacts,
  scriptPlace,
  serversLeftOut,
} from '../plan.ts';
import {columnsOf, databasesOf, each, type Held, linesIn, refuseAll, refusedBy} from './held.ts';
import {refuseDangling} from './dangling.ts';
import {judgedAll} from './judging.ts';

type Told = Pick<
  RefreshFacts,
  'settings' | 'scripts' | 'only' | 'isLaptop' | 'manifest' | 'servers' | 'source'
>;

/**
 * Masks what they hold, and looks for what is left of it. Resolves to how many columns were. Throws MASK_INCOMPLETE, MASK_UNKNOWN,
 * MASK_UNFIT and MASK_FAILED.
 */
export const maskAll = async (
  all: readonly Held[],
  facts: Told,
  voice: Pick<Voice, 'info'>,
): Promise<number> => {
  await refuseHistories(all);
  const {settings, scripts} = facts;
  const rules = settings.columns;
  const {columns, keys} = await judgedAll(all, facts, voice);
  const noted = columns.filter(({mask}) => mask !== 'keep').map((column, note): Noted => ({...column, note}));
  await each(all, noted, (database, own) => database.run(database.masking.remember(own)));
  if (scripts.mask !== undefined) await runScript({file: MASK_SQL, text: scripts.mask}, all, facts);
  // It may have made copies.
  const now = judged(await columnsOf(all), {rules, isPart: true});
  const secret = randomBytes(24).toString('hex');
  const still = noted.filter(one => now.some(other => isSameColumn(one, other)));
  const ours = now.filter(isOurs);
  await refuseWatched(all, ours);
  await maskTables(all, ours, secret);
  const left: string[] = [];
  await each(all, still, async (database, own) => {
    left.push(...leftIn(linesIn<LeftOf>(await database.run(database.masking.left(own))), own));
  });
  refuseAll(left);
  await each(all, noted, database => database.run(database.masking.forget));
  await refuseDangling(all, keys, columns);
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
export const runAfter = async (all: readonly Held[], facts: Told): Promise<void> => {
  const {after} = facts.scripts;
  if (after !== undefined) await runScript({file: AFTER_SQL, text: after}, all, facts);
};

type Noted = JudgedColumn & NotedColumn;

/** All tables that cannot be are told at once. */
const maskTables = async (
  all: readonly Held[],
  columns: readonly (JudgedColumn & MaskedColumn)[],
  secret: string,
): Promise<void> => {
  const failed: string[] = [];
  await each(all, columns, async ({masking, run}, own) => {
    for (const [table, ofTable] of Map.groupBy(own, tableOf))
      try {
        await run(masking.mask(ofTable, secret), table);
      } catch (error) {
        if (!(error instanceof UserError) || error.code !== 'MASK_FAILED') throw error;
        failed.push(error.message.replace(/\.$/, ''));
      }
  });
  refuseAll(failed);
};

/** One value for all may be one that was there before: nothing tells whose it was. */
const leftIn = (found: readonly LeftOf[], columns: readonly Noted[]): string[] =>
  found.flatMap(({note, left, values, former}) => {
    const column = columns.find(one => one.note === note);
    if (column === undefined || left === 0 || (values === 1 && former > 1)) return [];
    return [`${columnText(column)} holds in ${counted(left, 'row')} what it held before`];
  });

/** Not where it is for a database that is left out. */
const runScript = async (
  {file, text}: {file: string; text: string},
  all: readonly Held[],
  facts: Told,
): Promise<void> => {
  const out = serversLeftOut(facts);
  const servers = all.map(({stored: {service, databases}, databases: own}) => ({
    service,
    databases: databases.filter(({name}) => own.includes(name)),
  }));
  const {service, database} = scriptPlace({file, text}, [...servers, ...out]);
  if (out.some(one => one.service === service)) return;
  const {engine, inside} = all.find(({stored}) => stored.service === service) ?? {};
  if (engine?.masking == null || inside === undefined) throw new Error(`nothing runs ${file}`);
  const {masking} = engine;
  try {
    await ask(inside, masking.script(database), text);
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    const at = masking.failedAt(error.stderr);
    if (at === undefined) throw refusedBy(error, {masking, what: file});
    throw new UserError(
      'MASK_FAILED',
      `${file} fails in the database ${database} of ${service}: ${at.says}.`,
      {
        where: at.line === undefined ? file : `${file}:${at.line}`,
        remedy: `Correct ${file}.`,
      },
    );
  }
};
