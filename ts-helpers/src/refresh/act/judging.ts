import type {Untaken} from '../../engines/masking.ts';
import type {Voice} from '../../run/voice.ts';
import {
  isOurs,
  isSameColumn,
  type FoundKey,
  type JudgedColumn,
  judgementOf,
  misfitsIn,
  OTHERS,
  refuseRules,
  type RefreshFacts,
  type Refused,
  whyNot,
} from '../plan.ts';
import {columnText} from '../../archive/column.ts';
import {columnsOf, each, type Held, keysOf, linesIn} from './held.ts';

export interface Judged {
  columns: readonly JudgedColumn[];
  keys: readonly FoundKey[];
}

/**
 * What becomes of each column, once it is known that it can: all that is wrong is told before anything is masked. Throws
 * MASK_UNKNOWN, MASK_INCOMPLETE, and MASK_UNFIT.
 */
export const judgedAll = async (
  all: readonly Held[],
  {settings, only}: Pick<RefreshFacts, 'settings' | 'only'>,
  {info}: Pick<Voice, 'info'>,
): Promise<Judged> => {
  const found = await columnsOf(all);
  const keys = await keysOf(all);
  const judgement = judgementOf(found, {rules: settings.columns, isPart: only !== undefined});
  const {columns, keptByTable} = judgement;
  const refused = await refusedIn(all, columns);
  const misfits = [...judgement.misfits, ...misfitsIn(columns, {keys, refused})];
  refuseRules({...judgement, misfits}, found);
  if (keptByTable.length > 0)
    info(`Kept by rules for whole tables: ${keptByTable.map(columnText).join(', ')}`);
  return {columns, keys};
};

/** What servers say of masks that nothing else speaks against, and which they would take. */
const refusedIn = async (all: readonly Held[], columns: readonly JudgedColumn[]): Promise<Refused[]> => {
  const first = await untakenIn(all, columns.filter(isTried));
  const others = first.flatMap(({column}) => OTHERS.map(mask => ({...column, mask})).filter(isTried));
  const again = await untakenIn(all, others);
  return first.map(({column, check}) => ({
    column,
    why: check === null ? `its type is ${column.type}` : `the check ${check} refuses it`,
    would:
      others.find(other => isSameColumn(other, column) && !again.some(one => one.column === other))?.mask ??
      'sql',
  }));
};

const isTried = (column: JudgedColumn): boolean =>
  isOurs(column) && !isLargeObjects(column) && whyNot(column) === undefined;

/** They are removed, whatever their mask is. */
const isLargeObjects = ({schema, table}: JudgedColumn): boolean =>
  schema === 'pg_catalog' && table === 'pg_largeobject';

const untakenIn = async (
  all: readonly Held[],
  columns: readonly JudgedColumn[],
): Promise<{column: JudgedColumn; check: string | null}[]> => {
  const tried = columns.filter(isOurs).map((column, note) => ({...column, note}));
  const found: {column: JudgedColumn; check: string | null}[] = [];
  await each(all, tried, async ({masking: {trial}, run}, own) => {
    if (trial === null) return;
    for (const {note, check} of linesIn<Untaken>(await run(trial(own)))) {
      const column = columns[note];
      if (column !== undefined && !found.some(one => one.column === column)) found.push({column, check});
    }
  });
  return found;
};
