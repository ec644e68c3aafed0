import {execFile} from 'node:child_process';
import {createHash, createHmac, randomBytes} from 'node:crypto';
import process from 'node:process';
import {promisify} from 'node:util';
import {CreateBucketCommand, CreateMultipartUploadCommand, S3Client} from '@aws-sdk/client-s3';

const run = promisify(execFile);

export interface Credentials {
  AWS_ACCESS_KEY_ID: string;
  AWS_SECRET_ACCESS_KEY: string;
  AWS_SESSION_TOKEN?: string;
}

/** A server that speaks S3, of its own. */
export interface Minio {
  endpoint: string;
  /** Those that may do all. */
  root: Credentials;
  makeBucket(name: string, how?: {isLockable: boolean}): Promise<void>;
  /** Begins an upload in parts, and leaves it. */
  leaveUpload(bucket: string, key: string): Promise<void>;
  /** Those that may do what a policy says, and no more. */
  allowed(policy: object): Promise<Credentials>;
  stop(): Promise<void>;
}

const USER = 'minio';
const PASSWORD = 'minio12345';
const REGION = 'us-east-1';

export const startMinio = async (): Promise<Minio> => {
  const name = `countable-minio-${process.pid}-${randomBytes(4).toString('hex')}`;
  const words = ['run', '--detach', '--rm', '--name', name, '--publish', '127.0.0.1::9000'];
  const variables = ['--env', `MINIO_ROOT_USER=${USER}`, '--env', `MINIO_ROOT_PASSWORD=${PASSWORD}`];
  const region = ['--env', `MINIO_SITE_REGION=${REGION}`];
  await run('docker', [...words, ...variables, ...region, 'minio/minio', 'server', '/data']);
  const {stdout} = await run('docker', ['port', name, '9000']);
  const endpoint = `http://${stdout.trim().split('\n')[0]}`;
  await answering(`${endpoint}/minio/health/ready`);
  const s3 = new S3Client({
    endpoint,
    region: REGION,
    forcePathStyle: true,
    credentials: {accessKeyId: USER, secretAccessKey: PASSWORD},
  });
  return {
    endpoint,
    root: {AWS_ACCESS_KEY_ID: USER, AWS_SECRET_ACCESS_KEY: PASSWORD},
    async makeBucket(bucket, {isLockable} = {isLockable: false}) {
      await s3.send(new CreateBucketCommand({Bucket: bucket, ObjectLockEnabledForBucket: isLockable}));
    },
    async leaveUpload(bucket, key) {
      await s3.send(new CreateMultipartUploadCommand({Bucket: bucket, Key: key}));
    },
    allowed: policy => assumed(endpoint, policy),
    stop: async () => {
      await run('docker', ['rm', '--force', '--volumes', name]);
    },
  };
};

const answering = async (url: string): Promise<void> => {
  for (;;) {
    const {ok} = await fetch(url).catch(() => ({ok: false}));
    if (ok) return;
    await new Promise(resolve => setTimeout(resolve, 100));
  }
};

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html, whose Policy narrows what may be done. */
const assumed = async (endpoint: string, policy: object): Promise<Credentials> => {
  const parameters = {
    Action: 'AssumeRole',
    Version: '2011-06-15',
    DurationSeconds: '3600',
    Policy: JSON.stringify(policy),
  };
  const body = new URLSearchParams(parameters).toString();
  const response = await fetch(`${endpoint}/`, {method: 'POST', body, headers: signed(endpoint, body)});
  const answer = await response.text();
  if (!response.ok) throw new Error(`MinIO gives no credentials for that policy: ${answer}`);
  const told = (name: string): string => new RegExp(`<${name}>([^<]*)</${name}>`).exec(answer)?.[1] ?? '';
  return {
    AWS_ACCESS_KEY_ID: told('AccessKeyId'),
    AWS_SECRET_ACCESS_KEY: told('SecretAccessKey'),
    AWS_SESSION_TOKEN: told('SessionToken'),
  };
};

/** Signature Version 4. */
const signed = (endpoint: string, body: string): Record<string, string> => {
  const {host} = new URL(endpoint);
  const time = new Date().toISOString().replaceAll(/[:-]|\.\d+/g, '');
  const day = time.slice(0, 8);
  const type = 'application/x-www-form-urlencoded';
  const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
  const names = 'content-type;host;x-amz-date';
  const request = `POST\n/\n\ncontent-type:${type}\nhost:${host}\nx-amz-date:${time}\n\n${names}\n${hash(body)}`;
  const scope = `${day}/${REGION}/sts/aws4_request`;
  const key = [day, REGION, 'sts', 'aws4_request'].reduce<Buffer>(
    (secret, part) => createHmac('sha256', secret).update(part).digest(),
    Buffer.from(`AWS4${PASSWORD}`),
  );
  const text = `AWS4-HMAC-SHA256\n${time}\n${scope}\n${hash(request)}`;
  const signature = createHmac('sha256', key).update(text).digest('hex');
  return {
    'content-type': type,
    'x-amz-date': time,
    authorization: `AWS4-HMAC-SHA256 Credential=${USER}/${scope}, SignedHeaders=${names}, Signature=${signature}`,
  };
};
