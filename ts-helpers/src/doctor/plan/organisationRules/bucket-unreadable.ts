import type {OrganisationFacts} from '../organisationFacts.ts';
import type {Rule} from '../rule.ts';

export const bucketUnreadable: Rule<OrganisationFacts> = {
  code: 'bucket-unreadable',
  severity: 'error',
  title: 'The bucket of backups cannot be looked into',
  why: 'Nobody can tell whether there are backups, and the nightly check cannot either.',
  mend: 'Give the credentials what `countable backup policy fleet` prints; the finding says what S3 said.',
  find: ({backups}) =>
    backups !== undefined && 'code' in backups
      ? [{file: 's3', message: `${backups.message} (${backups.code})`, remedy: backups.remedy}]
      : [],
};
