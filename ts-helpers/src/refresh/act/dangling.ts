import {columnText} from '../../archive/column.ts';
import type {Dangling} from '../../engines/masking.ts';
import {type FoundKey, isSameColumn, type JudgedColumn, MASK_SQL} from '../plan.ts';
import {each, type Held, linesIn, refuseAll} from './held.ts';

/** Of keys that a script masks, or whose values their server takes for equal, this is known only afterwards. */
export const refuseDangling = async (
  all: readonly Held[],
  keys: readonly FoundKey[],
  columns: readonly JudgedColumn[],
): Promise<void> => {
  const isMasked = ({service, database}: FoundKey, side: FoundKey['from']) =>
    columns.some(one => one.mask !== 'keep' && isSameColumn(one, {service, database, ...side}));
  const names = new Set(
    keys.filter(key => isMasked(key, key.from) || isMasked(key, key.to)).map(({name}) => name),
  );
  const lost: string[] = [];
  await each(
    all,
    keys.filter(({name}) => names.has(name)),
    async ({masking: {dangling}, run}, own) => {
      if (dangling === null) return;
      for (const {note} of linesIn<Dangling>(await run(dangling(own)))) {
        const key = own[note];
        if (key !== undefined)
          lost.push(
            `${columnText(key.from)} leads to ${columnText(key.to)}, and no longer finds its row there`,
          );
      }
    },
  );
  refuseAll(lost, `Change both alike, in ${MASK_SQL}, or by the same mask in countable.yml.`);
};
