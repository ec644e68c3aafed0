import type {ManifestWord} from '../../archive/proof.ts';
import {type Keep, type Leaving, leavingOf, mostOf, type RetentionFacts} from '../../archive/retention.ts';

/** What goes, and from which bucket of copies; from that of backups where none is named. */
export interface LeavingAt extends Leaving {
  place?: string;
}

type Facts = Omit<RetentionFacts, 'locked'>;

/** The oldest go first; what is more waits for the next night: of what nobody has looked at for years there may be a lot. */
const MOST_OF_ONE = 50;

/** Of a project, from one bucket, in one night. */
export const leavingTonight = (facts: RetentionFacts): Leaving[] => leavingOf(facts).slice(-MOST_OF_ONE);

/** Keys of objects that are to be asked whether they are locked, before it is decided. */
export const lockCandidates = (facts: Facts): string[] =>
  leavingTonight({...facts, locked: new Set()}).flatMap(({keys}) => keys);

/** A host can write what it likes into a manifest: its word keeps more, and never less. */
export const keepOf = (newest: ReadonlyMap<string, ManifestWord | undefined>, keep: Keep): Keep =>
  [...newest.values()].map(word => word?.keep).reduce<Keep>(mostOf, keep);
