import {copyTroublesOf} from '../../archive/copies.ts';
import type {Trouble} from '../../archive/freshness.ts';
import {inventoryOf, type KeptArchive} from '../../archive/inventory.ts';
import type {ManifestWord} from '../../archive/proof.ts';
import type {Keep, RetentionFacts} from '../../archive/retention.ts';
import {type LeavingAt, leavingTonight} from './leaving.ts';
import {watchedName} from './watched.ts';

/** What there is of a project in a bucket of copies, which has locks of its own. */
export interface CopyOf extends Pick<RetentionFacts, 'objects' | 'uploads' | 'locked' | 'lockDays'> {
  place: string;
}

export interface CopiesFacts {
  project: string;
  /** Instances and environments that are watched; undefined is the project itself. */
  watched: readonly (string | undefined)[];
  /** All that is kept of it, the newest first; with those that older scripts left. */
  archives: readonly KeptArchive[];
  /** By instance or environment, '' being the project itself: what its newest archive's manifest tells. */
  newest: ReadonlyMap<string, ManifestWord | undefined>;
  /** Of buckets of copies that could be looked into. */
  copies: readonly CopyOf[];
  /** Had copies when the check ran last, by place and name. */
  copiedBefore: readonly string[];
}

export interface CopiesPlan {
  leaving: LeavingAt[];
  troubles: Trouble[];
  /** Watched ones that have copies, or had some: `s3://west shop`. */
  copied: string[];
}

type Environments = readonly string[] | undefined;

/** What is to become of a project's copies, and what somebody has to see to. */
export const planCopies = (
  facts: CopiesFacts,
  {keep, staleHours, environments}: {keep: Keep; staleHours: number; environments: Environments},
  now: Date,
): CopiesPlan => {
  const plans = facts.copies.map(copy => {
    const {place} = copy;
    const {archives} = inventoryOf(facts.project, copy.objects);
    const parts = facts.watched.map(part => {
      const id = `${place} ${watchedName(facts.project, part)}`;
      const copied = archives.filter(one => one.part === part);
      const hadCopies = facts.copiedBefore.includes(id);
      const troubles = copyTroublesOf({
        project: facts.project,
        part,
        place,
        archives: facts.archives.filter(one => one.part === part),
        copied,
        // Copied is what the project itself wants kept.
        keep: facts.newest.get(part ?? '')?.keep ?? keep,
        hadCopies,
        staleHours,
        environments,
        now,
      });
      return {troubles, copied: hadCopies || copied.length > 0 ? [id] : []};
    });
    const leaving = leavingTonight({...copy, project: facts.project, keep, now});
    return {
      leaving: leaving.map(one => ({...one, place})),
      troubles: parts.flatMap(one => one.troubles),
      copied: parts.flatMap(one => one.copied),
    };
  });
  return {
    leaving: plans.flatMap(one => one.leaving),
    troubles: plans.flatMap(one => one.troubles),
    copied: plans.flatMap(one => one.copied),
  };
};
