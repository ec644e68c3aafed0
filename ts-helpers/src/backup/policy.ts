import {BACKUPS, BESIDE} from '../archive/key.ts';
import {PITR} from '../archive/pointInTime.ts';
import {FLEET_KEY} from '../archive/fleetRecord.ts';
import type {Bucket} from '../outside/s3.ts';
import type {OlderPlace} from '../settings/settings.ts';

/** For whom a document is. */
export type PolicyName = 'node' | 'pitr' | 'proof' | 'fleet';

interface Statement {
  Sid: string;
  Effect: 'Allow' | 'Deny';
  Action: string[];
  Resource: string[];
  Condition?: Record<string, Record<string, string | string[]>>;
}

/** A policy document of IAM, which servers other than Amazon's know as well. */
export interface Policy {
  Version: '2012-10-17';
  Statement: Statement[];
}

/** The least that each needs: who writes cannot read, and who deletes cannot write archives. */
export const policiesFor = (
  bucket: Bucket,
  older: readonly OlderPlace[],
  copies: readonly Bucket[] = [],
): Record<PolicyName, Policy> => ({
  node: document(node(bucket)),
  pitr: document(pitr(bucket)),
  proof: document([
    ...proof(bucket, older),
    ...copies.flatMap((one, index) => numbered(copying(one), index)),
  ]),
  fleet: document([
    ...fleet(bucket, older),
    ...copies.flatMap((one, index) => numbered(deleting(one), index)),
  ]),
});

const document = (statements: Statement[]): Policy => ({Version: '2012-10-17', Statement: statements});

const allow = (sid: string, actions: string[], resources: string[]): Statement => ({
  Sid: sid,
  Effect: 'Allow',
  Action: actions,
  Resource: resources,
});

const arn = (bucket: string, key = ''): string => `arn:aws:s3:::${bucket}${key === '' ? '' : `/${key}`}`;

/** Archives and what they hold; no evidence. */
const ARCHIVES = ['*.tar.zst', '*.tar.zst.age', '*.tar.lrz', '*.tar.lrz.age', `*${BESIDE.manifest}`];
const EVIDENCE = [`*${BESIDE.proven}`, `*${BESIDE.failed}`];

const inBackups = (bucket: Bucket, ends: readonly string[]): string[] =>
  ends.map(end => arn(bucket.name, `${BACKUPS}${end}`));

const node = (bucket: Bucket): Statement[] => [
  allow('WriteArchives', ['s3:PutObject', ...lockActions(bucket)], inBackups(bucket, ARCHIVES)),
  allow(
    'EndUploads',
    ['s3:AbortMultipartUpload', 's3:ListMultipartUploadParts'],
    inBackups(bucket, ARCHIVES),
  ),
  allow('HearOfTheFleetCheck', ['s3:GetObject'], [arn(bucket.name, FLEET_KEY)]),
  ...writeOnce(bucket),
  ...kms(bucket, ['kms:GenerateDataKey', 'kms:Decrypt']),
];

const lockActions = ({lock}: Bucket): string[] => (lock === undefined ? [] : ['s3:PutObjectRetention']);

/**
 * Amazon's own condition keys, which others do not know: what would write over an object is refused.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes-enforce.html
 */
const writeOnce = (bucket: Bucket): Statement[] =>
  bucket.endpoint !== undefined
    ? []
    : [
        {
          ...allow('NeverWriteOver', ['s3:PutObject'], inBackups(bucket, ARCHIVES)),
          Effect: 'Deny',
          Condition: {
            Null: {'s3:if-none-match': 'true'},
            Bool: {'s3:ObjectCreationOperation': 'true'},
          },
        },
      ];

const kms = ({encryption}: Bucket, actions: string[]): Statement[] =>
  encryption === undefined || encryption === 'AES256'
    ? []
    : [
        allow('UseTheKey', actions, [
          encryption.startsWith('arn:') ? encryption : `arn:aws:kms:*:*:key/${encryption}`,
        ]),
      ];

const list = (bucket: string, prefixes: readonly string[]): Statement => ({
  ...allow('List', ['s3:ListBucket'], [arn(bucket)]),
  Condition: {StringLike: {'s3:prefix': prefixes.map(prefix => `${prefix}*`)}},
});

/** Beside `node`: pgBackRest reads what it wrote, to write what differs, and deletes what is too old by itself. */
const pitr = (bucket: Bucket): Statement[] => [
  list(bucket.name, [PITR]),
  allow(
    'KeepMoments',
    ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload'],
    [arn(bucket.name, `${PITR}*`)],
  ),
  {
    ...allow('KeepPassphrases', ['s3:DeleteObject'], [arn(bucket.name, `${PITR}*.passphrase.age`)]),
    Effect: 'Deny',
  },
  ...kms(bucket, ['kms:GenerateDataKey', 'kms:Decrypt']),
];

const listOlder = (place: OlderPlace, {bucket, index}: {bucket: Bucket; index: number}): Statement => ({
  ...list(place.bucket ?? bucket.name, [place.prefix]),
  Sid: `ListOlder${index + 1}`,
});

const proof = (bucket: Bucket, older: readonly OlderPlace[]): Statement[] => [
  list(bucket.name, [BACKUPS, PITR]),
  allow('Read', ['s3:GetObject'], [arn(bucket.name, `${BACKUPS}*`), arn(bucket.name, `${PITR}*`)]),
  allow('WriteEvidence', ['s3:PutObject', ...lockActions(bucket)], inBackups(bucket, EVIDENCE)),
  ...older.flatMap((place, index) => {
    const own = place.bucket ?? bucket.name;
    const evidence = EVIDENCE.map(end => arn(own, `${place.prefix}${end}`));
    return [
      listOlder(place, {bucket, index}),
      allow(`ReadOlder${index + 1}`, ['s3:GetObject'], [arn(own, `${place.prefix}*`)]),
      allow(`WriteEvidenceOfOlder${index + 1}`, ['s3:PutObject'], evidence),
    ];
  }),
  ...kms(bucket, ['kms:GenerateDataKey', 'kms:Decrypt']),
];

/** Who proves writes archives into buckets of copies, and into no other. */
const copying = (bucket: Bucket): Statement[] => [
  list(bucket.name, [BACKUPS]),
  allow('Look', ['s3:GetObject'], [arn(bucket.name, `${BACKUPS}*`)]),
  allow(
    'Write',
    ['s3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts', ...lockActions(bucket)],
    inBackups(bucket, [...ARCHIVES, ...EVIDENCE]),
  ),
  ...kms(bucket, ['kms:GenerateDataKey', 'kms:Decrypt']),
];

/** Names of statements are unique in a document. */
const numbered = (statements: readonly Statement[], index: number): Statement[] =>
  statements.map(one => ({...one, Sid: `${one.Sid}InCopies${index + 1}`}));

const fleet = (bucket: Bucket, older: readonly OlderPlace[]): Statement[] => [
  ...deleting(bucket),
  allow('Remember', ['s3:GetObject', 's3:PutObject'], [arn(bucket.name, FLEET_KEY)]),
  ...older.map((place, index) => listOlder(place, {bucket, index})),
];

const deleting = (bucket: Bucket): Statement[] => [
  list(bucket.name, [BACKUPS]),
  // There is no condition on what begins so.
  allow(
    'AskTheBucket',
    ['s3:ListBucketMultipartUploads', 's3:GetBucketObjectLockConfiguration'],
    [arn(bucket.name)],
  ),
  allow(
    'ReadAndDelete',
    [
      's3:GetObject',
      's3:GetObjectRetention',
      's3:GetObjectLegalHold',
      's3:DeleteObject',
      's3:AbortMultipartUpload',
    ],
    [arn(bucket.name, `${BACKUPS}*`)],
  ),
  ...kms(bucket, ['kms:GenerateDataKey', 'kms:Decrypt']),
];
