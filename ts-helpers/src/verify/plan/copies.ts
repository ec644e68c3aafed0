import {type CopyState, copyStateOf, lacksEvidence, worthCopying} from '../../archive/copies.ts';
import type {KeptArchive} from '../../archive/inventory.ts';
import type {Keep} from '../../archive/retention.ts';

/** What is copied to another bucket once the backup is proven. */
export interface PlannedCopies {
  place: string;
  /** Of archives: the proven one, and those before it that are missing there. */
  keys: string[];
  /** Archives that lie there without evidence of earlier proofs. */
  evidence?: string[];
  /** Why nobody knows which are missing. */
  unseen?: string;
}

/** So many that an earlier run could not copy are made up for at once, the newest first. */
const MOST_MADE_UP_FOR = 7;
/** Of which only evidence is missing: some small objects. */
const MOST_EVIDENCE = 50;

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
  const before = worthCopying(archives, keep).filter(one => one.key !== key);
  const are = (state: CopyState) => before.filter(one => copyStateOf(one, copied) === state);
  const lacking = are('whole').filter(one => lacksEvidence(one, copied));
  return {
    place,
    keys: [key, ...keysOf(are('missing'), MOST_MADE_UP_FOR)],
    ...(lacking.length > 0 && {evidence: keysOf(lacking, MOST_EVIDENCE)}),
  };
};

const keysOf = (archives: readonly KeptArchive[], most: number): string[] =>
  archives.slice(0, most).map(({key}) => key);

export const copyText = (copies: readonly PlannedCopies[]): string =>
  `Copy it to ${copies.map(one => `${one.place}${beforeText(one)}`).join(', ')}`;

const beforeText = ({keys, evidence = []}: PlannedCopies): string => {
  const count = keys.length - 1;
  const also = [
    ...(count === 0 ? [] : [`${count} before it that ${count === 1 ? 'is' : 'are'} missing there`]),
    ...(evidence.length === 0 ? [] : [`evidence of earlier proofs of ${evidence.length} before it`]),
  ];
  return also.length === 0 ? '' : ` with ${also.join(' and ')}`;
};
