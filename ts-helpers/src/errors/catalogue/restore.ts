import {entry, EXIT} from './entry.ts';

/** Backups that take the place of what is used. */
export const restore = {
  RESTORE_NOWHERE: entry(
    EXIT.usage,
    'What is in the backup has no place in what is deployed here.',
    'Deploy the version of the project that the backup is of, or name what is to be restored: countable restore --service NAME',
  ),
  NO_RESTORE_FOR: entry(
    EXIT.usage,
    'Something of the backup cannot be restored beside what is used.',
    'Restore the others by name (countable restore --service NAME), and this one by hand.',
  ),
  RESTORE_FAILED: entry(
    EXIT.backupFailed,
    'The backup could not be restored. What was used is as it was.',
    'Its last lines say why: mend that, or take another backup (countable backups lists them).',
  ),
  RESTORE_UNFINISHED: entry(
    EXIT.conflict,
    'A restore was killed while what is used changed places; nothing else is done with it until that is finished.',
    'Run the restore again: it finishes that first, and says so. With --undo it then goes back to what was used before.',
  ),
  RESTORE_HELD: entry(
    EXIT.conflict,
    'Somebody uses the database all the time, so that nothing can take its place.',
    'Stop who is named, and run it again.',
  ),
  RESTORE_UNCONFIRMED: entry(
    EXIT.usage,
    'What is in use in production is only replaced once somebody has said the name of the project.',
    'Look at it with --plan, then add --yes and the name of the project.',
  ),
  NOTHING_TO_UNDO: entry(
    EXIT.usage,
    'No restore is kept here that could be undone.',
    'See which backups there are: countable backups',
  ),
} as const;
