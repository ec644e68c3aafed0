import {randomBytes} from 'node:crypto';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {Agent} from 'node:https';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {selfSigned} from './certificates.ts';
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
  erase(key: string): Promise<void>;
  /** Writes an organisation's file that names the bucket, with more settings of `backup`. */
  organisation(file: string, more?: Readonly<Record<string, unknown>>): string;
  remove(): void;
}

const USER = 'countable';
const PASSWORD = 'countable-e2e';

export const startBucket = async ({isTls = false} = {}): Promise<TestBucket> => {
  const container = `countable-e2e-s3-${randomBytes(4).toString('hex')}`;
  const {endpoint, certificate} = isTls ? startedWithTls(container) : {endpoint: started(container)};
  const credentials = {accessKeyId: USER, secretAccessKey: PASSWORD};
  const s3 = new S3Client({
    endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials,
    ...(certificate && {requestHandler: {httpsAgent: new Agent({ca: readFileSync(certificate)})}}),
  });
  const Bucket = `e2e-${randomBytes(4).toString('hex')}`;
  await made(s3, Bucket);
  return {
    name: Bucket,
    endpoint,
    env: {
      AWS_ACCESS_KEY_ID: USER,
      AWS_SECRET_ACCESS_KEY: PASSWORD,
      ...(certificate && {NODE_EXTRA_CA_CERTS: certificate}),
    },
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
    async erase(key) {
      await s3.send(new DeleteObjectCommand({Bucket, Key: key}));
    },
    organisation(file, more = {}) {
      writeFileSync(file, JSON.stringify({backup: {bucket: Bucket, endpoint, ...more}}));
      return file;
    },
    remove() {
      s3.destroy();
      docker('rm', '--force', '--volumes', container);
      if (certificate) rmSync(path.dirname(certificate), {recursive: true});
    },
  };
};

const VARIABLES = ['-e', `MINIO_ROOT_USER=${USER}`, '-e', `MINIO_ROOT_PASSWORD=${PASSWORD}`];

const started = (container: string): string => {
  const words = ['run', '--detach', '--name', container, '-p', '127.0.0.1::9000', ...VARIABLES];
  docker(...words, 'minio/minio', 'server', '/data');
  return `http://${docker('port', container, '9000/tcp').split('\n')[0]}`;
};

/** At an address that containers reach as well, with a certificate that nobody else vouches for. */
const startedWithTls = (container: string) => {
  const script =
    'until [ -f /certs/public.crt ]; do sleep 0.1; done; exec minio server --certs-dir /certs /data';
  const words = ['run', '--detach', '--name', container, ...VARIABLES, '--entrypoint', 'sh'];
  docker(...words, 'minio/minio', '-c', `mkdir /certs; ${script}`);
  const address = docker('inspect', '--format', '{{.NetworkSettings.IPAddress}}', container);
  const folder = mkdtempSync(path.join(tmpdir(), 'countable-s3-'));
  const {key, cert} = selfSigned(address);
  for (const [name, text] of [
    ['private.key', key],
    ['public.crt', cert],
  ] as const) {
    writeFileSync(path.join(folder, name), text);
    docker('cp', path.join(folder, name), `${container}:/certs/`);
  }
  return {endpoint: `https://${address}:9000`, certificate: path.join(folder, 'public.crt')};
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
