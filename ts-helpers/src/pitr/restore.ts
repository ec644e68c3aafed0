import {Readable} from 'node:stream';
import {CommandFailed, UserError} from '../errors/userError.ts';
import {insideOf} from '../engines/container.ts';
import {ask, type Inside} from '../engines/inside.ts';
import type {Clock} from '../outside/clock.ts';
import type {Docker} from '../outside/docker.ts';
import type {Encrypting} from '../outside/encrypting.ts';
import {feed, type Pipes} from '../outside/pipe.ts';
import type {Bucket, ObjectStore, S3Access} from '../outside/s3.ts';
import {passphraseKey, type PointInTime} from '../archive/pointInTime.ts';
import {askInside} from './act/ask.ts';
import {fetchPassphrase} from './act/passphrase.ts';
import {ensureImage} from './image.ts';
import {CA, CONF, CONF_FOLDER, confFor, passphraseConf, refuseRepository} from './plan/conf.ts';
import {imageName} from './plan/image.ts';
import {reachedIn, refuseMoment, targetWords} from './plan/target.ts';

export interface RestoreNeeds {
  docker: Pick<Docker, 'buildOn' | 'imageIds' | 'runTools'>;
  pipes: Pipes;
  store: Pick<ObjectStore, 'bucket' | 'list' | 'read'>;
  encrypting: Encrypting;
  keyFile: string | undefined;
  clock: Pick<Clock, 'elapsed'>;
  readAccess(bucket: Bucket): Promise<S3Access>;
  certificates(): Promise<string | undefined>;
}

export interface RestoreOrder extends PointInTime {
  project: string;
  /** What the server ran, and what it is called. */
  image: string;
  imageId: string;
  /** Who it was set up as. */
  owner: string;
  /** `key=value`, by which the container is removed. */
  label: string;
  /** Default: the last that there is. */
  moment: Date | undefined;
}

export interface Restored {
  container: string;
  inside: Inside;
  /** The last change that came back. */
  reached: string | undefined;
  restoreMs: number;
}

const FOLDER = '/countable';

/**
 * A server as it was at a moment, in a container that nobody can reach: of its own image, with pgBackRest. It reaches S3, and
 * runs nothing of its own accord. Throws BACKUP_MISSING where that moment is not kept.
 */
export const restoreMoment = async (order: RestoreOrder, needs: RestoreNeeds): Promise<Restored> => {
  const {imageId, owner, label, moment, stanza} = order;
  const {docker, pipes, clock} = needs;
  await ensureImage(order, needs);
  const variables = {
    POSTGRES_USER: owner,
    PGHOST: `${FOLDER}/run`,
    PGBACKREST_CONFIG: CONF,
    PGBACKREST_CONFIG_INCLUDE_PATH: CONF_FOLDER,
    PGBACKREST_STANZA: stanza,
  };
  const container = await docker.runTools({image: imageName(imageId), label, networks: [], variables});
  await giveFiles(container, order, needs);
  const user = (await askInside(container, ['sh', '-ec', OWN], pipes)).trim();
  const asUser = (words: readonly string[]): Promise<string> =>
    ask(
      {pipe: given => pipes.pipe('docker', ['exec', '--interactive', '--user', user, container, ...given])},
      words,
    );
  refuseMoment(await asUser(['pgbackrest', 'info', '--output=json']), order);
  const begun = clock.elapsed();
  await asUser([
    'pgbackrest',
    'restore',
    `--tablespace-map-all=${FOLDER}/tablespaces`,
    ...targetWords(moment),
  ]);
  await started(order, {container, asUser, pipes});
  const restoreMs = Math.round(clock.elapsed() - begun);
  const inside = insideOf(container, 'postgres', pipes);
  const said = (await askInside(container, ['sh', '-c', REACHED], pipes)).trim();
  return {container, inside, reached: reachedIn(said), restoreMs};
};

/** `2026-11-27 18:15:24.367133+00`, as it says it at the end of a recovery. */
const REACHED = `sed -n 's/.*last completed transaction was at log time //p' ${FOLDER}/log | tail -n 1`;

const giveFiles = async (container: string, order: RestoreOrder, needs: RestoreNeeds): Promise<void> => {
  const {project, stanza, owner} = order;
  const {store, pipes, keyFile, readAccess, certificates} = needs;
  const {bucket} = store;
  const {region, credentials} = await readAccess(bucket);
  refuseRepository({project, bucket, region, isPassing: false, recipients: []});
  const write = (text: string, path: string, also = ''): Promise<unknown> =>
    feed(
      Readable.from([text]),
      pipes.pipe('docker', ['exec', '--interactive', container, 'sh', '-ec', WRITE, 'sh', path, also]),
    );
  const ca = await certificates();
  if (ca !== undefined) await write(ca, CA, '/etc/ssl/certs/ca-certificates.crt');
  const key = passphraseKey(project, stanza);
  if ((await store.list(key)).some(one => one.key === key)) {
    if (keyFile === undefined)
      throw new UserError(
        'BACKUP_KEY_MISSING',
        'What is kept of it is encrypted, and COUNTABLE_BACKUP_KEY_FILE names no key.',
        {where: key},
      );
    const passphrase = await fetchPassphrase({project, stanza, keyFile}, needs);
    await write(passphraseConf(passphrase), `${CONF_FOLDER}/passphrase.conf`);
  }
  const keys = typeof credentials === 'object' ? credentials : undefined;
  const conf = confFor(
    {project, bucket, region, keys, isPassing: false, hasCa: ca !== undefined},
    {stanza, dataFolder: `${FOLDER}/data`, socketFolder: `${FOLDER}/run`, port: '5432', user: owner},
  );
  await write(conf, CONF);
};

const WRITE = `umask 077
mkdir -p "$(dirname "$1")"
cat > "$1"
if [ -n "$2" ]; then cat "$2" >> "$1"; fi`;

/** Whoever the image has for it; Bitnami's has a number. Resolves to who that is. */
const OWN = `user=$(id -u postgres 2> /dev/null || echo 1001)
mkdir -p ${CONF_FOLDER} ${FOLDER}/data ${FOLDER}/run ${FOLDER}/tablespaces
printf 'local all all trust\\n' > ${FOLDER}/hba.conf
chown -R "$user" ${FOLDER}
chmod 700 ${FOLDER}/data
echo "$user"`;

/**
 * What it would need of its host, and what it would do of its own accord, is left out: no jobs, no subscriptions, no archive. A
 * hot standby would have to be as large as production.
 */
const SERVER = [
  'listen_addresses=',
  `unix_socket_directories=${FOLDER}/run`,
  `hba_file=${FOLDER}/hba.conf`,
  ...['port=5432', 'ssl=off', 'archive_mode=off', 'hot_standby=off', 'logging_collector=off'],
  ...['log_destination=stderr', 'max_worker_processes=0', 'max_logical_replication_workers=0'],
  ...['shared_buffers=128MB', 'huge_pages=off', 'lc_messages=C', 'timezone=UTC'],
];

/** It counts as started while it still recovers. */
const START = `pg_ctl start --wait --silent --timeout=86400 --pgdata ${FOLDER}/data --log ${FOLDER}/log --options "$1"
until pg_isready --quiet; do
  pg_ctl status --pgdata ${FOLDER}/data > /dev/null
  sleep 0.2
done`;

const started = async (
  {service, moment}: RestoreOrder,
  {
    container,
    asUser,
    pipes,
  }: {container: string; asUser: (words: readonly string[]) => Promise<string>; pipes: Pipes},
): Promise<void> => {
  const options = SERVER.map(option => `-c ${option}`).join(' ');
  const log = `${FOLDER}/log`;
  try {
    await asUser(['sh', '-ec', START, 'sh', options]);
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    const lines = (await askInside(container, ['tail', '-n', '40', log], pipes)).trim().split('\n');
    if (moment !== undefined && lines.some(line => line.includes('before configured recovery target')))
      throw new UserError(
        'BACKUP_MISSING',
        `What happened in ${service} until ${moment.toISOString()} is not all kept yet.`,
        {
          where: service,
          remedy: 'Take an earlier moment; `countable backups` tells how far back the newest is.',
          cause: error,
        },
      );
    const said = lines.findLast(line => /FATAL|PANIC/.test(line)) ?? lines.at(-1) ?? '';
    throw new UserError('PITR_FAILED', `${service} does not come up as it was: ${said.trim()}`, {
      where: service,
      evidence: {log: {source: service, lines}},
      cause: error,
    });
  }
};
