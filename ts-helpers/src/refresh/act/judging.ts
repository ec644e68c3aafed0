import type {Untaken} from '../../engines/masking.ts';
import type {Voice} from '../../run/voice.ts';
import {
  isOurs,
  type FoundKey,
  type JudgedColumn,
  isInPart,
  judgementOf,
  misfitsIn,
  othersOf,
  refuseRules,
  type RefreshFacts,
  type Untakeable,
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
  facts: Parameters<typeof isInPart>[0] & Pick<RefreshFacts, 'settings'>,
  {info}: Pick<Voice, 'info'>,
): Promise<Judged> => {
  const found = await columnsOf(all);
  const keys = await keysOf(all);
  const judgement = judgementOf(found, {rules: facts.settings.columns, isPart: isInPart(facts)});
  const {columns, keptByTable} = judgement;
  const untakeable = await untakeableIn(all, columns);
  const misfits = [...judgement.misfits, ...misfitsIn(columns, {keys, untakeable})];
  refuseRules({...judgement, misfits}, found);
  if (keptByTable.length > 0)
    info(`Kept by rules for whole tables: ${keptByTable.map(columnText).join(', ')}`);
  return {columns, keys};
};

/** What servers say of masks that nothing else speaks against; and of others, where those do not fit. */
const untakeableIn = async (
  all: readonly Held[],
  columns: readonly JudgedColumn[],
): Promise<Untakeable[]> => {
  const first = await triedIn(all, columns.filter(isTried));
  const misfit = columns.filter(
    column => whyNot(column) !== undefined || first.some(one => one.column === column),
  );
  return [...first, ...(await triedIn(all, misfit.flatMap(othersOf).filter(isTried)))];
};

const isTried = (column: JudgedColumn): boolean => isOurs(column) && whyNot(column) === undefined;

const triedIn = async (all: readonly Held[], columns: readonly JudgedColumn[]): Promise<Untakeable[]> => {
  const tried = columns.filter(isOurs).map((column, note) => ({...column, note}));
  const found: Untakeable[] = [];
  await each(all, tried, async ({masking: {trial}, run}, own) => {
    if (trial === null) return;
    for (const {note, check} of linesIn<Untaken>(await run(trial(own)))) {
      const column = columns[note];
      if (column !== undefined) found.push({column, check});
    }
  });
  return found;
};
