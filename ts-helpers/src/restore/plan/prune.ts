import type {Step} from '../../result/step.ts';
import type {RestoreFacts} from './facts.ts';
import type {Swap} from './swap.ts';

/** What a restore has replaced stays so long. */
const KEPT_DAYS = 30;
const DAY_MS = 24 * 60 * 60_000;

/** A restore that was carried out. */
export interface Replaced extends Pick<Swap, 'servers' | 'folders'> {
  stamp: string;
}

export interface PrunePlan<R extends Replaced = Replaced> {
  project: string;
  environment: string;
  drops: readonly R[];
  /** What is younger, and the first moment at which it goes. */
  stays: readonly {name: string; until: string}[];
  steps: readonly Step[];
}

/** What restores have replaced goes by its age alone: by then nobody goes back to it. */
export const planPrune = <R extends Replaced>(
  all: readonly R[],
  {project, environment, now}: Pick<RestoreFacts, 'project' | 'environment' | 'now'>,
): PrunePlan<R> => {
  const isOld = ({stamp}: R) => untilOf(stamp) < now.getTime();
  const drops = all.filter(isOld);
  const names = drops.flatMap(namesBefore);
  return {
    ...{project, environment, drops},
    stays: all
      .filter(one => !isOld(one))
      .flatMap(one =>
        namesBefore(one).map(name => ({name, until: new Date(untilOf(one.stamp)).toISOString()})),
      ),
    steps:
      names.length === 0
        ? []
        : [
            {
              id: 'prune',
              does: `Drop ${names.join(', ')}, which a restore replaced more than ${KEPT_DAYS} days ago`,
              risks: 'data',
              limit: 60,
              undo: [],
            },
          ],
  };
};

/** By which names it is still there. */
export const namesBefore = ({servers, folders}: Pick<Swap, 'servers' | 'folders'>): string[] => [
  ...servers.flatMap(({renames}) => renames.filter(({isUsed}) => !isUsed).map(({after}) => after)),
  ...folders.map(({above, before}) => `${above}/${before}`),
];

const untilOf = (stamp: string): number => momentOf(stamp) + KEPT_DAYS * DAY_MS;

/** Milliseconds since 1970: of `20261127t183012z`. */
export const momentOf = (stamp: string): number => {
  const [day, time] = [stamp.slice(0, 8), stamp.slice(9, 15)];
  const parts = (text: string) => [text.slice(-4, -2), text.slice(-2)];
  const date = [day.slice(0, 4), ...parts(day)].join('-');
  return Date.parse(`${date}T${[time.slice(0, 2), ...parts(time)].join(':')}Z`);
};
