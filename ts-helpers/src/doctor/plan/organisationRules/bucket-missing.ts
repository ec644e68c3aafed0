import type {OrganisationFacts} from '../organisationFacts.ts';
import type {Rule} from '../rule.ts';

export const bucketMissing: Rule<OrganisationFacts> = {
  code: 'bucket-missing',
  severity: 'error',
  title: 'There is no bucket for backups',
  why: 'No project is backed up by anything of ours: nightly builds have nowhere to store it.',
  mend: "Set `backup: {bucket}` in the organisation's file, or COUNTABLE_BACKUP_BUCKET: docs/how-to/back-up.md.",
  find: ({backups, file}) =>
    backups === undefined
      ? [{file: file ?? 'COUNTABLE_CONFIG', message: 'Nothing names a bucket for backups.'}]
      : [],
};
