import {entry, EXIT} from './entry.ts';

/** Backups, and where they are kept. */
export const backup = {
  BACKUP_NOT_SET_UP: entry(
    EXIT.usage,
    'Nothing tells which bucket backups go to.',
    "Set `backup: {bucket}` in the organisation's file, or COUNTABLE_BACKUP_BUCKET: docs/how-to/back-up.md.",
  ),
  NO_BACKUP_FOR: entry(
    EXIT.usage,
    'Something keeps data that cannot be backed up as it is.',
    'Give its service the label ca.countable.backup=stop or =pause, or name it in `backup: {leave}` where its data need not be kept.',
  ),
  BACKUP_NOTHING_RUNS: entry(
    EXIT.conflict,
    'A database that is to be backed up does not run.',
    'Deploy the project, or start it: docker compose ps tells what became of it.',
  ),
  BACKUP_IMAGE_MISSING: entry(
    EXIT.machine,
    'The image whose tools read a database elsewhere is not on this machine, and cannot be fetched.',
    'Name one that is here, of the version of the server or a newer one: `databases: [{url: DATABASE_URL, image: postgres:15}]`.',
  ),
  BACKUP_FAILED: entry(
    EXIT.backupFailed,
    'What was to be backed up could not be read whole. Nothing was written.',
    'Its last lines say why. The backup before it is as it was.',
  ),
  SQLITE_LIVE: entry(
    EXIT.backupFailed,
    'A database of SQLite is copied while a service may write to it.',
    'Give that service the label ca.countable.backup=stop or =pause in the compose file: it keeps still while files are copied.',
  ),
  VOLUME_UNNAMED: entry(
    EXIT.backupFailed,
    'An image declares a volume that no service gives a name: it goes with its container, and is in no backup.',
    'Give it a name in the compose file where it keeps data; else name it in `backup: {leave}`, as service:/folder.',
  ),
  LEAVE_UNKNOWN: entry(
    EXIT.backupFailed,
    'What is to be left out of backups is not there: what was meant is in them.',
    'Correct the name in `backup: {leave}`: a service, a volume, a folder or a variable. countable backup --plan names what is in and out.',
  ),
  DATABASE_EMPTY: entry(
    EXIT.backupFailed,
    'A database that was backed up has no table.',
    'Of a new project that is so. Else look whether its service has the volume that the data is in: docker inspect tells its mounts.',
  ),
  BACKUP_MISSING: entry(EXIT.usage, 'There is no such backup.', 'See which there are: countable backups'),
  BACKUP_EXISTS: entry(
    EXIT.conflict,
    'There is a backup of that name: two were begun within the same second, or an answer of the service was lost.',
    'Look at it (countable backups), and run it again.',
  ),
  BACKUP_FROZEN: entry(
    EXIT.conflict,
    'The backup is in a storage class that has to be thawed before it can be read.',
    'Restore it in S3 first (aws s3api restore-object), or choose a class that is read at once: `backup: {storageClass: GLACIER_IR}`.',
  ),
  BACKUP_BROKEN: entry(
    EXIT.backupFailed,
    'What is kept cannot be read, or does not say what it is.',
    'Go back to the proven one before it: countable backups. Then back up anew.',
  ),
  BACKUP_NEWER: entry(
    EXIT.usage,
    'The backup was made by a version that came later than this one.',
    'Use the version that made it, or a newer one: that of the library on the host that backs up.',
  ),
  BACKUP_SHRUNK: entry(
    EXIT.backupFailed,
    'The backup holds much less than the last proven one.',
    'Look at what is missing. Where it is meant to be gone, prove it so: countable verify --accept',
  ),
  BACKUPS_IN_TROUBLE: entry(
    EXIT.backupFailed,
    'Backups of a project are missing, old, broken, unproven or unreadable.',
    'Each is told with the command that mends it; it is run on the host where the project is deployed.',
  ),
  DUMP_EMPTY: entry(
    EXIT.backupFailed,
    'There is nothing in it.',
    'Treat it as no backup: what made it has failed. Take the one before it.',
  ),
  DUMP_UNKNOWN: entry(
    EXIT.backupFailed,
    'It is no dump of a database, whatever its name says.',
    'Known are plain SQL as pg_dump, pg_dumpall, mysqldump and mariadb-dump print it, dumps of pg_dump in its custom, directory and tar formats, and of mongodump; as they are, in a tar, packed by gzip, bzip2, xz, zstd or lrzip, encrypted by age.',
  ),
  DUMP_BROKEN: entry(
    EXIT.backupFailed,
    'It is cut off or damaged.',
    'Treat it as no backup. Load it down again, where it was copied; else take the one before it.',
  ),
  DUMP_REFUSED: entry(
    EXIT.backupFailed,
    'An empty server does not take what is in it.',
    'Its log says why. Where a version or an extension is missing, it takes an image that has it: give the service one, or try one: countable verify --image postgres:12',
  ),
  PROOF_FAILED: entry(
    EXIT.backupFailed,
    'The backup was restored, and is not what was backed up.',
    'Treat it as none: back up anew, and look at what differs.',
  ),
  PROOF_IMPOSSIBLE: entry(
    EXIT.conflict,
    'The backup could not be tried: something that the proof needs is missing.',
    'See what is missing, and run it again: countable verify',
  ),
  NOT_PROVEN: entry(
    EXIT.backupFailed,
    'A backup was stored, and could not be proven where it was made.',
    'Prove it where its key is, and where the bucket may be read: countable verify',
  ),
  COPY_FAILED: entry(
    EXIT.backupFailed,
    'A backup is proven, and could not be copied to another bucket.',
    'Look at that bucket, and at the rights to it. The next proof copies what is missing there: countable verify',
  ),
  BACKUP_KEY_MISSING: entry(
    EXIT.usage,
    'The backup is encrypted, and no key is given that opens it.',
    'Set COUNTABLE_BACKUP_KEY_FILE to the file with an age key of one of its recipients.',
  ),
  BAD_KEY: entry(
    EXIT.usage,
    'A file that is to hold a key holds none.',
    'Make one: openssl genpkey -algorithm ed25519 -out evidence.pem. Name it in COUNTABLE_EVIDENCE_KEY_FILE.',
  ),
  PITR_IMPOSSIBLE: entry(
    EXIT.usage,
    'Not every moment can be kept of a database as it is set up; its nightly backups are made all the same.',
    'It says what is in the way: docs/how-to/point-in-time.md. Or leave it at the nightly backups: take `backup: {pitr}` out.',
  ),
  PITR_IMAGE: entry(
    EXIT.machine,
    'An image with pgBackRest could not be built out of the one that the database runs.',
    'It is installed by apt or apk while the image is built: see that the host reaches the package servers of the image.',
  ),
  PITR_FAILED: entry(
    EXIT.backupFailed,
    'Not every moment is kept of a database, or none can be brought back; its nightly backup is not touched by that.',
    'The last lines say why. Run it again: countable backup; where it fails again, its --plan says what is in the way.',
  ),
  PITR_GAP: entry(
    EXIT.backupFailed,
    'Some of what was written to a database until that moment is not in the bucket, or cannot be read there.',
    'Name a moment before it, or one after the backup that came next. See that all is well since: countable backup',
  ),
  PITR_VERSION: entry(
    EXIT.usage,
    'That moment is of another major version of PostgreSQL than the one that runs here.',
    'Deploy the version of the project from then, and restore into that. To look at what there was: countable verify --at',
  ),
  S3_DENIED: entry(
    EXIT.usage,
    'S3 does not let these credentials do that.',
    'Give them the rights that `countable backup policy` prints.',
  ),
  S3_CREDENTIALS: entry(
    EXIT.usage,
    'S3 does not know the credentials, or they have expired.',
    'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (in Jenkins: the credentials countable-backup-key-id and countable-backup-key-secret), or what else the AWS SDK looks for.',
  ),
  S3_CLOCK: entry(
    EXIT.machine,
    "This machine's clock differs from S3's by more than S3 allows, 15 minutes.",
    'Set the clock: timedatectl set-ntp true',
  ),
  S3_BUCKET_UNKNOWN: entry(
    EXIT.usage,
    'There is no bucket of that name.',
    "Correct `backup: {bucket}` in the organisation's file, or make it.",
  ),
  S3_REGION_WRONG: entry(
    EXIT.usage,
    'The bucket is in another region.',
    "Correct `backup: {region}` in the organisation's file.",
  ),
  S3_UNAVAILABLE: entry(
    EXIT.service,
    'S3 does not answer, or only that it cannot.',
    'Try again later. Look at the status of the service, and at the way to it.',
  ),
  S3_REFUSED: entry(
    EXIT.service,
    'S3 refuses what it was asked.',
    'It says why. Compare the settings `backup` with what the service can.',
  ),
  S3_LOCK_REFUSED: entry(
    EXIT.usage,
    'The bucket takes no locked objects.',
    'Make a bucket with object lock, or leave `backup: {lock}` out.',
  ),
  S3_FULL: entry(EXIT.service, 'The bucket is full.', 'Give it room, or keep fewer: `backup: {keep}`.'),
  S3_UPLOAD_GONE: entry(
    EXIT.service,
    'Somebody removed the parts of the backup while it was being written.',
    'Run it again. A rule of the bucket that removes unfinished uploads has to wait for days.',
  ),
} as const;
