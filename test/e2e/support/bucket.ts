import {randomBytes} from 'node:crypto';
import {writeFileSync} from 'node:fs';
import {setTimeout as pause} from 'node:timers/promises';
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {docker} from './projects.ts';

/** A bucket of an S3 server of its own. */
export interface TestBucket {
  name: string;
  endpoint: string;
  /** Of who may do everything. */
  env: NodeJS.ProcessEnv;
  /** Keys, in their order. */
  keys(): Promise<string[]>;
  /** Keys of uploads that nobody has ended. */
  unfinished(): Promise<string[]>;
  read(key: string): Promise<Buffer>;
  write(key: string, body: Buffer | string): Promise<void>;
  /** Writes an organisation's file that names the bucket, with more settings of `backup`. */
  organisation(file: string, more?: Readonly<Record<string, unknown>>): string;
  remove(): void;
}

const USER = 'countable';
const PASSWORD = 'countable-e2e';

export const startBucket = async (): Promise<TestBucket> => {
  const container = `countable-e2e-s3-${randomBytes(4).toString('hex')}`;
  const variables = ['-e', `MINIO_ROOT_USER=${USER}`, '-e', `MINIO_ROOT_PASSWORD=${PASSWORD}`];
  docker(
    'run',
    '--detach',
    '--name',
    container,
    '-p',
    '127.0.0.1::9000',
    ...variables,
    'minio/minio',
    'server',
    '/data',
  );
  const endpoint = `http://${docker('port', container, '9000/tcp').split('\n')[0]}`;
  const credentials = {accessKeyId: USER, secretAccessKey: PASSWORD};
  const s3 = new S3Client({endpoint, region: 'us-east-1', forcePathStyle: true, credentials});
  const Bucket = `e2e-${randomBytes(4).toString('hex')}`;
  await made(s3, Bucket);
  return {
    name: Bucket,
    endpoint,
    env: {AWS_ACCESS_KEY_ID: USER, AWS_SECRET_ACCESS_KEY: PASSWORD},
    async keys() {
      const {Contents = []} = await s3.send(new ListObjectsV2Command({Bucket}));
      return Contents.map(({Key = ''}) => Key);
    },
    async unfinished() {
      const {Uploads = []} = await s3.send(new ListMultipartUploadsCommand({Bucket}));
      return Uploads.map(({Key = ''}) => Key);
    },
    async read(key) {
      const {Body} = await s3.send(new GetObjectCommand({Bucket, Key: key}));
      return Buffer.from((await Body?.transformToByteArray()) ?? []);
    },
    async write(key, body) {
      await s3.send(new PutObjectCommand({Bucket, Key: key, Body: body}));
    },
    organisation(file, more = {}) {
      writeFileSync(file, JSON.stringify({backup: {bucket: Bucket, endpoint, ...more}}));
      return file;
    },
    remove() {
      s3.destroy();
      docker('rm', '--force', '--volumes', container);
    },
  };
};

/** It listens before it serves. */
const made = async (s3: S3Client, Bucket: string): Promise<void> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await s3.send(new CreateBucketCommand({Bucket}));
      return;
    } catch (error) {
      if (attempt === 60) throw error;
      await pause(500);
    }
  }
};
