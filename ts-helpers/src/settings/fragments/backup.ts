import * as z from 'zod/mini';
import type {Bucket} from '../../archive/bucket.ts';
import {defined, defineSettings} from '../fragment.ts';
import {described, text} from '../keys.ts';
import {older, type OlderPlace, olderPlaces} from './older.ts';

export interface BackupSettings {
  bucket?: Bucket;
  /** To which what is proven is copied. */
  copies: readonly Bucket[];
  compression: 'zst' | 'lrz';
  /** Public keys of age; none: nothing is encrypted. */
  recipients: readonly string[];
  /** Services, volumes and folders that need not be kept. */
  leave: readonly string[];
  /** The hour of the day it begins in; default: by the project's name. */
  hour?: number;
  /** Whether every moment of PostgreSQL is kept: of all services, of these, or of none. */
  pitr: boolean | readonly string[];
  proof: {after: boolean; web: boolean; agent?: string};
  /** Percent that may be missing of the last proven one until it is told. */
  shrink: number;
  keep: {daily: number; weekly: number; monthly: number};
  /** Where older scripts left theirs. */
  older: readonly OlderPlace[];
}

const whole = (of: string, least: number) =>
  z.int(`must be a whole number of ${of}`).check(z.gte(least, `must be ${least} at least`));

const recipient = text.check(
  z.regex(/^age1[0-9a-z]{50,}$/, 'must be a public key of age, age1…, as age-keygen prints it'),
);

const ofBoth = {
  format: described(
    z.enum(['tar.zst', 'tar.lrz'], {error: 'must be tar.zst or tar.lrz'}),
    'How backups are compressed. Default: tar.zst; lrzip needs gigabytes of memory and ten times as long.',
  ),
  shrink: described(
    z
      .number({error: 'must be a number'})
      .check(z.gte(1, 'must be 1 at least'), z.lte(100, 'must be 100 at most')),
    'Percent that rows or bytes may be fewer than in the last proven backup until that is told as an error. Default: 20.',
  ),
  keep: described(
    z.strictObject({
      daily: described(whole('days', 1), 'Days of which the last one stays. Default: 7.'),
      weekly: described(whole('weeks', 0), 'Weeks of which the last one stays. Default: 5.'),
      monthly: described(whole('months', 0), 'Months of which the last one stays. Default: 12.'),
    }),
    'How many backups stay.',
    {daily: 14, weekly: 8, monthly: 24},
  ),
  proof: described(
    z.strictObject({
      after: described(
        z.boolean('must be true or false'),
        'Whether each backup is restored and compared right after it is made. Default: true.',
      ),
      web: described(
        z.boolean('must be true or false'),
        'Whether the project’s own services are started on what was restored, and have to become healthy. Default: true where one has a health check.',
      ),
      agent: described(
        text,
        'Jenkins label of the agent on which that is done. Default: where the backup was made.',
      ),
    }),
    'How backups are proven.',
    {web: false, agent: 'proof'},
  ),
};

const ofProject = {
  leave: described(
    z.array(text),
    'Services, volumes and folders whose data need not be kept: caches, what is built anew; a volume without a name as service:/folder.',
    ['cache', 'static'],
  ),
  hour: described(
    z.int('must be an hour').check(z.gte(0, 'must be 0 at least'), z.lte(23, 'must be 23 at most')),
    'The hour of the night in which it begins, by the controller’s clock. Default: 21, 22, 4 or 5, by the project’s name; one from 0 to 3 is left out in the night in which clocks are set forward.',
  ),
  pitr: described(
    z.union([z.boolean(), z.array(text)], {error: 'must be true, false, or names of services'}),
    'Whether PostgreSQL can be brought back to any moment, with a minute lost at most: of all its services, or of those named. Default: false.',
    true,
  ),
  ...ofBoth,
};

const ofBucket = {
  bucket: described(text, 'Bucket that backups go to. Default: COUNTABLE_BACKUP_BUCKET.', 'example-backups'),
  region: described(
    text,
    'Region of the bucket. Default: what the AWS SDK finds, AWS_REGION for one.',
    'ca-central-1',
  ),
  profile: described(
    text,
    'Profile of the credentials file of AWS whose keys are used. Default: what the AWS SDK finds.',
    'west',
  ),
  endpoint: described(z.url('must be an address'), 'Address of a server other than Amazon’s that speaks S3.'),
  pathStyle: described(
    z.boolean('must be true or false'),
    'Whether the bucket stands in the path of addresses, and not in the host. Default: true with an `endpoint`.',
  ),
  storageClass: described(
    text,
    'Storage class of backups, as S3 calls it. Default: the bucket’s.',
    'STANDARD_IA',
  ),
  encryption: described(
    text,
    'Encryption by S3: AES256, or the id of a key of KMS. Default: the bucket’s.',
    'AES256',
  ),
  lock: described(
    z.strictObject({
      mode: described(
        z.enum(['GOVERNANCE', 'COMPLIANCE'], {error: 'must be GOVERNANCE or COMPLIANCE'}),
        'As S3 calls it. Default: GOVERNANCE.',
      ),
      days: described(whole('days', 1), 'Days. Default: 30.'),
    }),
    'For how long nobody can delete a backup; the bucket must have object lock.',
    {mode: 'GOVERNANCE', days: 30},
  ),
};

const ofOrganisation = {
  ...ofBucket,
  copies: described(
    z.array(z.strictObject({...ofBucket, bucket: text.check(z.meta({description: 'The bucket.'}))})),
    'Further buckets to which each backup is copied once it is proven: of another region, or another provider.',
    [{bucket: 'example-backups-west', region: 'ca-west-1'}],
  ),
  recipients: described(
    z.array(recipient).check(z.minLength(2, 'must be two at least: with one key lost, all would be lost')),
    'Public keys of age to which backups are encrypted. Default: they are not.',
  ),
  older,
  ...ofBoth,
};

const orNone = <T extends z.core.$ZodLooseShape>(shape: T) =>
  z.union([z.literal('none'), z.strictObject(shape)], {error: 'must be none, or a map of settings'});

const organisationBackup = described(z.strictObject(ofOrganisation), 'Backups of production.', {
  bucket: 'example-backups',
  region: 'ca-central-1',
});

/** Where backups go and who can read them is the organisation's word. */
export const backup = defineSettings({
  project: {
    backup: described(orNone(ofProject), 'Backups of production; `none` for a project that keeps nothing.', {
      leave: ['cache'],
    }),
  },
  organisation: {
    backup: organisationBackup,
  },
  settle: ({
    variables,
    organisation: {backup: ofAll = {}},
    own,
    given,
  }): {backup: 'none' | BackupSettings} => {
    const said = [own.backup, given.backup].filter(layer => layer !== undefined);
    if (said.at(-1) === 'none') return {backup: 'none'};
    const [first = {}, second = {}] = said.map(layer => (layer === 'none' ? {} : defined(layer)));
    const {
      format = 'tar.zst',
      shrink = 20,
      leave = [],
      hour,
      pitr = false,
    } = {...ofAll, ...first, ...second} as typeof first;
    const bucket = bucketOf({...ofAll, ...defined({bucket: ofAll.bucket ?? variables.backupBucket})});
    return {
      backup: {
        ...(bucket !== undefined && {bucket}),
        copies: (ofAll.copies ?? []).flatMap(one => bucketOf(one) ?? []),
        compression: format === 'tar.lrz' ? 'lrz' : 'zst',
        recipients: ofAll.recipients ?? [],
        leave,
        older: olderPlaces(ofAll.older),
        ...defined({hour}),
        pitr,
        shrink,
        proof: {
          after: true,
          web: true,
          ...defined({...ofAll.proof, ...first.proof, ...second.proof}),
        },
        keep: {...KEEP, ...defined({...ofAll.keep, ...first.keep, ...second.keep})},
      },
    };
  },
});

type SaidOfBucket = z.output<z.ZodMiniObject<typeof ofBucket>>;

const bucketOf = ({bucket: name, lock, ...said}: SaidOfBucket): Bucket | undefined => {
  if (name === undefined) return undefined;
  const {region, profile, endpoint, pathStyle, storageClass, encryption} = said;
  return {
    name,
    ...defined({region, profile, endpoint, pathStyle, storageClass, encryption}),
    ...(lock && {lock: {mode: lock.mode ?? 'GOVERNANCE', days: lock.days ?? 30}}),
  };
};

/** Grandfather, father, son: the manual is silent. */
const KEEP = {daily: 7, weekly: 5, monthly: 12};
