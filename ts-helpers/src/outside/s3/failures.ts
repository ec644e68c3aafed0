import {type ErrorCode, UserError} from '../../errors/userError.ts';
import {systemProblem} from '../../errors/system.ts';
import type {Bucket} from '../../archive/bucket.ts';

interface Asked {
  bucket: Bucket;
  /** Of the object that was asked about. */
  key: string | undefined;
}

/** What the SDK throws: an answer of the service, or why there was none. */
interface Refused extends Error {
  /** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
  name: string;
  Code?: string;
  $metadata?: {httpStatusCode?: number; attempts?: number};
  $response?: {headers?: Record<string, string>};
}

/** Only what the service says, or its being silent, is translated: everything else is passed on as it is. */
export const s3Failure = (error: unknown, asked: Asked): unknown => {
  if (error instanceof UserError || !(error instanceof Error)) return error;
  const refused = error as Refused;
  const found = CODES[refused.name] ?? CODES[refused.Code ?? ''] ?? codeByStatus(refused);
  if (found === undefined) return silence(refused, asked) ?? systemProblem(error) ?? error;
  return new UserError(found, sentence(found, refused, asked), {where: placeOf(asked), cause: error});
};

const CODES: Readonly<Record<string, ErrorCode>> = {
  AccessDenied: 'S3_DENIED',
  AllAccessDisabled: 'S3_DENIED',
  AccountProblem: 'S3_DENIED',
  MethodNotAllowed: 'S3_DENIED',
  InvalidAccessKeyId: 'S3_CREDENTIALS',
  SignatureDoesNotMatch: 'S3_CREDENTIALS',
  ExpiredToken: 'S3_CREDENTIALS',
  TokenRefreshRequired: 'S3_CREDENTIALS',
  InvalidToken: 'S3_CREDENTIALS',
  CredentialsProviderError: 'S3_CREDENTIALS',
  RequestTimeTooSkewed: 'S3_CLOCK',
  RequestExpired: 'S3_CLOCK',
  NoSuchBucket: 'S3_BUCKET_UNKNOWN',
  InvalidBucketName: 'S3_BUCKET_UNKNOWN',
  PermanentRedirect: 'S3_REGION_WRONG',
  AuthorizationHeaderMalformed: 'S3_REGION_WRONG',
  IllegalLocationConstraintException: 'S3_REGION_WRONG',
  NoSuchKey: 'BACKUP_MISSING',
  NotFound: 'BACKUP_MISSING',
  PreconditionFailed: 'BACKUP_EXISTS',
  ConditionalRequestConflict: 'BACKUP_EXISTS',
  InvalidObjectState: 'BACKUP_FROZEN',
  ObjectLockConfigurationNotFoundError: 'S3_LOCK_REFUSED',
  QuotaExceeded: 'S3_FULL',
  XMinioStorageFull: 'S3_FULL',
  InsufficientStorage: 'S3_FULL',
  NoSuchUpload: 'S3_UPLOAD_GONE',
};

/** Of a HEAD there is no body, and so no code. */
const codeByStatus = ({$metadata = {}, name, message}: Refused): ErrorCode | undefined => {
  if (name === 'InvalidRequest' && /lock/i.test(message)) return 'S3_LOCK_REFUSED';
  const {httpStatusCode: status} = $metadata;
  if (status === undefined) return undefined;
  if (status === 403 || status === 401) return 'S3_DENIED';
  if (status === 404) return 'BACKUP_MISSING';
  if (status === 301 || status === 307) return 'S3_REGION_WRONG';
  if (status === 412 || status === 409) return 'BACKUP_EXISTS';
  if (status === 507) return 'S3_FULL';
  if (status >= 500 || status === 429) return 'S3_UNAVAILABLE';
  return status >= 300 || UNREAD.test(message) ? 'S3_REFUSED' : undefined;
};

/** No answer at all: names that are not known, nobody listens, hung up, or too slow. */
const silence = (error: Refused, asked: Asked): UserError | undefined => {
  const {code = ''} = error as NodeJS.ErrnoException;
  const isSilent =
    error.name === 'TimeoutError' || SILENT.includes(code) || /socket hang up/i.test(error.message);
  const isNoRegion = /region is missing/i.test(error.message);
  if (isNoRegion)
    return new UserError('S3_REGION_WRONG', 'Nothing tells the region of the bucket.', {
      where: asked.bucket.name,
      remedy: 'Set `backup: {region}` in the file that COUNTABLE_CONFIG names, or AWS_REGION.',
      cause: error,
    });
  if (!isSilent) return undefined;
  const message = `${hostOf(asked.bucket)} does not answer: ${saidOf(error)}.`;
  return new UserError('S3_UNAVAILABLE', message, {where: placeOf(asked), cause: error});
};

const SILENT = [
  ...['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EPIPE', 'ECONNABORTED'],
  ...['EHOSTUNREACH', 'ENETUNREACH', 'ERR_STREAM_PREMATURE_CLOSE', 'UND_ERR_SOCKET'],
];

/** Of what the SDK adds for programmers nothing is told. */
const saidOf = ({message, name}: Error): string => {
  if (SILENCE.test(message)) return 'nothing came from it for too long';
  if (UNCONNECTED.test(message)) return 'no connection was made in time';
  const [first = ''] = message.split('\n', 1);
  return first === '' ? name : first.replace(/[.]$/, '');
};

const SILENCE = /request socket timed out after/;
const UNCONNECTED = /did not establish a connection/;
/** An answer that is no XML: its status says more. */
const UNREAD = /XML parse error|Deserialization error/i;

export const hostOf = ({endpoint, region}: Bucket): string =>
  endpoint ?? `Amazon S3${region === undefined ? '' : ` in ${region}`}`;

export const placeOf = ({bucket: {name}, key}: Asked): string =>
  key === undefined ? `s3://${name}` : `s3://${name}/${key}`;

const sentence = (code: ErrorCode, refused: Refused, asked: Asked): string => {
  const place = placeOf(asked);
  const {httpStatusCode: status, attempts = 1} = refused.$metadata ?? {};
  const said = `${['Error', 'Unknown', 'SyntaxError'].includes(refused.name) ? `status ${status}` : refused.name}${
    ['', refused.name, 'UnknownError'].includes(refused.message) || UNREAD.test(refused.message)
      ? ''
      : `, ${saidOf(refused)}`
  }`;
  switch (code) {
    case 'BACKUP_MISSING':
      return `There is no ${place}.`;
    case 'BACKUP_EXISTS':
      return `${place} is there already, and is not written over.`;
    case 'S3_BUCKET_UNKNOWN':
      return `There is no bucket ${asked.bucket.name} at ${hostOf(asked.bucket)}.`;
    case 'S3_UNAVAILABLE':
      return `${hostOf(asked.bucket)} does not do what it is asked, ${attempts} times over: ${said}.`;
    case 'S3_CREDENTIALS':
      if (status === undefined) return `There are no credentials for S3: ${saidOf(refused)}.`;
      return `${hostOf(asked.bucket)} refuses ${place}: ${said}.`;
    default:
      return `${hostOf(asked.bucket)} refuses ${place}: ${said}.`;
  }
};
