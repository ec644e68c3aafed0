import {planBackup} from '../../../ts-helpers/src/backup/plan.ts';
import {fleetPlan} from '../../../ts-helpers/src/fleet/fleet.ts';
import {planVerify} from '../../../ts-helpers/src/verify/plan.ts';
import {planRestore} from '../../../ts-helpers/src/restore/plan.ts';
import {planRefresh} from '../../../ts-helpers/src/refresh/plan.ts';
import {refreshFacts} from '../refresh/facts.ts';
import {restoreFacts} from '../restore/facts.ts';
import {momentFacts} from '../restore/momentFacts.ts';
import {nightsAgo} from '../archive/kept.ts';
import {facts as backupFacts} from '../backup/support/facts.ts';
import {pitrFacts, server} from '../pitr/facts.ts';
import {checking} from '../fleet/checking.ts';

/** What a backup does for those whose every moment is kept. */
const OF_MOMENTS = [
  ...['pitr-image', 'pitr-passphrase', 'pitr-configure', 'pitr-settings', 'pitr-restart'],
  ...['pitr-sidecar', 'pitr-base', 'pitr-end', 'pitr-old-images'],
];

export const OF_BACKUPS = {
  restore: ['load', 'compare', 'stop', 'swap', 'start'],
  'restore --at': ['recover', 'load', 'compare', 'stop', 'swap', 'start'],
  refresh: ['prove', 'record', 'mask', 'load', 'compare', 'stop', 'swap', 'start'],
  backup: ['store', ...OF_MOMENTS],
  verify: ['prove', 'moments', 'record', 'copy'],
  fleet: ['delete', 'tell', 'remember'],
};

/** By verb, a plan with every step that it may have. */
export const ofBackups = {
  fleet: () => {
    const {words, needs: given, keep} = checking({projects: ['shop']});
    keep({project: 'blog'});
    for (const night of [30, 31, 32]) keep({project: 'blog', at: nightsAgo(night)});
    return fleetPlan({...words, rules: {...words.rules, keep: {daily: 1, weekly: 0, monthly: 0}}}, given);
  },
  restore: () => Promise.resolve(planRestore(restoreFacts())),
  'restore --at': () => Promise.resolve(planRestore(momentFacts())),
  refresh: () => Promise.resolve(planRefresh(refreshFacts())),
  backup: () => {
    const {settings, ...facts} = backupFacts({services: {db: {image: 'postgres:15'}}});
    const repository = {...pitrFacts().repository, recipients: ['age1x', 'age1y']};
    const ending = [{server: server(), sidecar: undefined}];
    const pitr = {facts: pitrFacts({repository, ending, images: ['countable-pitr:old']})};
    return Promise.resolve(planBackup({...facts, settings: {...settings, pitr: true}, pitr}, new Date(0)));
  },
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
          moments: ['db'],
          copies: [{place: 's3://other', keys: ['k']}],
        },
        {why: 'nothing to start'},
      ),
    ),
};
