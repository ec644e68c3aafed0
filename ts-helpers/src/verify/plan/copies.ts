import {copyStateOf, worthCopying} from '../../archive/copies.ts';
import type {KeptArchive} from '../../archive/inventory.ts';
import type {Keep} from '../../archive/retention.ts';

/** What is copied to another bucket once the backup is proven. */
export interface PlannedCopies {
  place: string;
  /** Of archives: the proven one, and those before it that are missing there. */
  keys: string[];
  /** Why nobody knows which are missing. */
  unseen?: string;
}

/** So many that an earlier run could not copy are made up for at once, the newest first. */
const MOST_MADE_UP_FOR = 7;

export const planCopies = ({
  key,
  archives,
  keep,
  place,
  copied,
}: {
  key: string;
  archives: readonly KeptArchive[];
  keep: Keep;
  place: string;
  copied: readonly KeptArchive[];
}): PlannedCopies => {
  const missing = worthCopying(archives, keep).filter(
    one => one.key !== key && copyStateOf(one, copied) === 'missing',
  );
  return {place, keys: [key, ...missing.slice(0, MOST_MADE_UP_FOR).map(one => one.key)]};
};

export const copyText = (copies: readonly PlannedCopies[]): string =>
  `Copy it to ${copies.map(({place, keys}) => `${place}${beforeText(keys.length - 1)}`).join(', ')}`;

const beforeText = (count: number): string => {
  if (count === 0) return '';
  return ` with ${count} before it that ${count === 1 ? 'is' : 'are'} missing there`;
};
