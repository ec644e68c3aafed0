import type {OrganisationFacts} from '../organisationFacts.ts';
import type {Rule} from '../rule.ts';

export const backupInTrouble: Rule<OrganisationFacts> = {
  code: 'backup-in-trouble',
  severity: 'error',
  title: 'A backup is missing, stale or not proven',
  why: 'What is lost today comes back from it, or does not. `countable fleet` judges the same, by the settings `fleet` and `backup`, and tells people each night.',
  mend: 'Run what the finding names, and see that the nightly builds run.',
  find: ({backups}) =>
    backups === undefined || !('troubles' in backups)
      ? []
      : backups.troubles.map(({message, command}) => ({
          file: `s3://${backups.bucket}`,
          message,
          remedy: command,
        })),
};
