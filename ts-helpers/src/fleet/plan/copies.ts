import {copyTroublesOf} from '../../archive/copies.ts';
import type {Trouble} from '../../archive/freshness.ts';
import {inventoryOf} from '../../archive/inventory.ts';
import type {RetentionFacts} from '../../archive/retention.ts';
import type {FleetRules, ProjectFacts} from '../plan.ts';
import {type LeavingAt, leavingTonight} from './leaving.ts';
import {watchedName} from './watched.ts';

/** What there is of a project in a bucket of copies, which has locks of its own. */
export interface CopyOf extends Pick<RetentionFacts, 'objects' | 'uploads' | 'locked' | 'lockDays'> {
  place: string;
}

export interface CopiesPlan {
  leaving: LeavingAt[];
  troubles: Trouble[];
  /** Watched ones that have copies, or had some: `s3://west shop`. */
  copied: string[];
}

/** What is to become of a project's copies, and what somebody has to see to. */
export const planCopies = (
  facts: ProjectFacts,
  {keep, staleHours}: Pick<FleetRules, 'keep' | 'staleHours'>,
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
