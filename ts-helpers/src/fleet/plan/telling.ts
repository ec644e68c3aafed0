import type {ToldTrouble} from '../../archive/fleetRecord.ts';
import type {Trouble} from '../../archive/freshness.ts';

/** What is said of a trouble, and what it is called as long as it lasts. */
export interface TroubleWord {
  id: string;
  message: string;
  command: string;
  /** ISO 8601, UTC. */
  since: string;
}

export interface TellingPlan {
  /** Each begins a thread; what is more than a channel can take waits until the next time. */
  begun: TroubleWord[];
  /** So many do not fit. */
  waiting: number;
  /** Have a thread, whose first message says something else now. */
  goingOn: {word: TroubleWord; told: ToldTrouble}[];
  /** Have a thread, and nothing to be said. */
  unchanged: ToldTrouble[];
  /** Their threads turn green. */
  over: ToldTrouble[];
}

/** Of a bucket that is suddenly empty a channel need not hear a thousand times. */
const MOST_BEGUN = 25;

/** One thread for each trouble, from its beginning to its end. */
export const planTelling = (
  told: readonly ToldTrouble[],
  troubles: readonly Trouble[],
  now: Date,
): TellingPlan => {
  const known = new Map(told.map(one => [one.id, one]));
  const words = troubles.map(trouble => wordOf(trouble, known, now));
  const ids = new Set(words.map(({id}) => id));
  const fresh = words.filter(({id}) => !known.has(id));
  const again = words.flatMap(word => {
    const one = known.get(word.id);
    return one === undefined ? [] : [{word, told: one}];
  });
  return {
    begun: fresh.slice(0, MOST_BEGUN),
    waiting: Math.max(0, fresh.length - MOST_BEGUN),
    goingOn: again.filter(({word, told: {message}}) => word.message !== message),
    unchanged: again.filter(({word, told: {message}}) => word.message === message).map(one => one.told),
    over: told.filter(({id}) => !ids.has(id)),
  };
};

const wordOf = (
  {kind, project, part, place, message, command}: Trouble,
  known: ReadonlyMap<string, ToldTrouble>,
  now: Date,
): TroubleWord => {
  const whose = project === undefined ? [] : [part === undefined ? project : `${project}/${part}`];
  const id = [kind, ...whose, ...(place === undefined ? [] : [place])].join(' ');
  return {id, message, command, since: known.get(id)?.since ?? now.toISOString()};
};
