import {Readable} from 'node:stream';
import {passphraseKey, type PointInTime} from '../../archive/pointInTime.ts';
import {ask} from '../../engines/inside.ts';
import {UserError} from '../../errors/userError.ts';
import type {Docker} from '../../outside/docker.ts';
import type {Encrypting} from '../../outside/encrypting.ts';
import {feed, type Pipes} from '../../outside/pipe.ts';
import type {Bucket, ObjectStore, S3Access} from '../../outside/s3.ts';
import {ensureImage} from '../image.ts';
import {CA, CONF, CONF_FOLDER, confFor, passphraseConf, refuseRepository} from '../plan/conf.ts';
import {imageName} from '../plan/image.ts';
import {askInside} from './ask.ts';
import {fetchPassphrase} from './passphrase.ts';

export interface RepositoryNeeds {
  docker: Pick<Docker, 'buildOn' | 'imageIds' | 'runTools'>;
  pipes: Pipes;
  store: Pick<ObjectStore, 'bucket' | 'list' | 'read'>;
  encrypting: Encrypting;
  keyFile: string | undefined;
  readAccess(bucket: Bucket): Promise<S3Access>;
  certificates(): Promise<string | undefined>;
}

export interface RepositoryOrder extends PointInTime {
  project: string;
  /** What the server ran, and what it is called. */
  image: string;
  imageId: string;
  /** Who it was set up as. */
  owner: string;
  /** `key=value`, by which the container is removed. */
  label: string;
}

export interface Repository {
  container: string;
  /** A program as who owns the server's files. */
  asUser(words: readonly string[]): Promise<string>;
  /** What pgBackRest tells of it, JSON. */
  info: string;
}

/** Where a server is brought back. */
export const FOLDER = '/countable';

/** What is kept of a server, in a container of its image that nobody can reach. Throws PITR_IMAGE and BACKUP_KEY_MISSING. */
export const openRepository = async (order: RepositoryOrder, needs: RepositoryNeeds): Promise<Repository> => {
  const {imageId, owner, label, stanza} = order;
  const {docker, pipes} = needs;
  await ensureImage(order, needs);
  const variables = {
    POSTGRES_USER: owner,
    COUNTABLE_HOST: `${FOLDER}/run`,
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
  return {container, asUser, info: await asUser(['pgbackrest', 'info', '--output=json'])};
};

const giveFiles = async (
  container: string,
  order: RepositoryOrder,
  needs: RepositoryNeeds,
): Promise<void> => {
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
