import {pitrPrefix} from '../../archive/pointInTime.ts';
import {UserError} from '../../errors/userError.ts';
import type {RepositoryFacts} from './facts.ts';

/** Where the sidecar and the proof have it. */
export const CONF = '/countable/pgbackrest.conf';
export const CONF_FOLDER = '/countable/conf.d';
export const CA = '/countable/ca.pem';

export interface ConfOrder extends Omit<RepositoryFacts, 'recipients'> {
  /** Undefined: those of the machine's own role. */
  keys: {keyId: string; secret: string} | undefined;
  /** A certificate was given that the bucket's server is known by. */
  hasCa: boolean;
}

export interface ConfServer {
  stanza: string;
  dataFolder: string;
  socketFolder: string;
  port: string;
  user: string;
}

const FULLS = 2;

/** What pgBackRest is told, with its secrets. Throws PITR_IMPOSSIBLE where it cannot reach that bucket. */
export const confFor = (order: ConfOrder, server: ConfServer): string => {
  const {project, bucket, region, keys, hasCa} = order;
  const {host, port} = endpointOf(order);
  const isKms = bucket.encryption !== undefined && bucket.encryption !== 'AES256';
  const isPath = bucket.pathStyle ?? bucket.endpoint !== undefined;
  const lines: (readonly [string, string | undefined])[] = [
    ['repo1-type', 's3'],
    ['repo1-path', `/${pitrPrefix(project).slice(0, -1)}`],
    ['repo1-s3-bucket', bucket.name],
    ['repo1-s3-region', region],
    ['repo1-s3-endpoint', host],
    ['repo1-storage-port', port],
    ['repo1-s3-uri-style', isPath ? 'path' : 'host'],
    ['repo1-storage-ca-file', hasCa ? CA : undefined],
    ['repo1-s3-kms-key-id', isKms ? bucket.encryption : undefined],
    ['repo1-s3-key-type', keys === undefined ? 'auto' : 'shared'],
    ['repo1-s3-key', keys?.keyId],
    ['repo1-s3-key-secret', keys?.secret],
    // Thousands of small files are no thousands of requests.
    ['repo1-bundle', 'y'],
    ['repo1-retention-full', `${FULLS}`],
    ['compress-type', 'zst'],
    ['compress-level', '3'],
    ['process-max', '2'],
    ['start-fast', 'y'],
    // What has waited for S3 goes first, and takes its time.
    ['archive-timeout', '900'],
    ['log-level-file', 'off'],
    ['log-level-console', 'off'],
    ['log-level-stderr', 'warn'],
    ['log-timestamp', 'n'],
    ['lock-path', '/tmp/pgbackrest'],
  ];
  const own: (readonly [string, string])[] = [
    ['pg1-path', server.dataFolder],
    ['pg1-socket-path', server.socketFolder],
    ['pg1-port', server.port],
    ['pg1-user', server.user],
    ['pg1-database', 'template1'],
  ];
  return `[global]\n${written(lines)}\n[${server.stanza}]\n${written(own)}`;
};

/** Of the repository alone; it is read beside the other. */
export const passphraseConf = (passphrase: string): string =>
  `[global]\nrepo1-cipher-type=aes-256-cbc\nrepo1-cipher-pass=${passphrase}\n`;

const written = (lines: readonly (readonly [string, string | undefined])[]): string =>
  lines.map(([key, value]) => (value === undefined ? '' : `${key}=${value}\n`)).join('');

/** Throws PITR_IMPOSSIBLE. */
export const refuseRepository = (repository: RepositoryFacts): void => {
  endpointOf(repository);
  if (repository.isPassing)
    throw new UserError(
      'PITR_IMPOSSIBLE',
      'These credentials of S3 end by themselves, and pgBackRest cannot renew them.',
      {
        where: repository.bucket.name,
        remedy: 'Give it keys of its own (`countable backup policy pitr`), or give the machine a role.',
      },
    );
};

const endpointOf = ({bucket, region}: Pick<RepositoryFacts, 'bucket' | 'region'>) => {
  const {endpoint} = bucket;
  if (endpoint === undefined) return {host: `s3.${region}.amazonaws.com`, port: undefined};
  const [, scheme, host = '', port] = /^(https?):\/\/([^/:]+)(?::(\d+))?\/?$/.exec(endpoint) ?? [];
  if (scheme !== 'https')
    throw new UserError('PITR_IMPOSSIBLE', `PgBackRest speaks to S3 by TLS alone, and not to ${endpoint}.`, {
      where: endpoint,
      remedy:
        'Let the server have a certificate, and `backup: {endpoint}` begin with https://; one that nobody vouches for is named by NODE_EXTRA_CA_CERTS.',
    });
  return {host, port};
};
