import {planBackup} from '../../../ts-helpers/src/backup/plan.ts';
import {fleetPlan} from '../../../ts-helpers/src/fleet/fleet.ts';
import {planVerify} from '../../../ts-helpers/src/verify/plan.ts';
import {planRestore} from '../../../ts-helpers/src/restore/plan.ts';
import {restoreFacts} from '../restore/facts.ts';
import {nightsAgo} from '../archive/kept.ts';
import {facts as backupFacts} from '../backup/support/facts.ts';
import {checking} from '../fleet/checking.ts';

/** By verb, a plan with every step that it may have. */
export const ofBackups = {
  fleet: () => {
    const {words, needs: given, keep} = checking({projects: ['shop']});
    keep({project: 'blog', beside: []});
    for (const night of [30, 31, 32]) keep({project: 'blog', at: nightsAgo(night)});
    return fleetPlan({...words, rules: {...words.rules, keep: {daily: 1, weekly: 0, monthly: 0}}}, given);
  },
  backup: () =>
    Promise.resolve(planBackup(backupFacts({services: {db: {image: 'postgres:15'}}}), new Date(0))),
  restore: () => Promise.resolve(planRestore(restoreFacts())),
  verify: () =>
    Promise.resolve(
      planVerify(
        {
          project: 'shop',
          bucket: 'backups',
          key: 'k',
          size: 1,
          images: [],
          sql: false,
          copies: [{place: 's3://other', keys: ['k']}],
        },
        {why: 'nothing to start'},
      ),
    ),
};
