import type {Docker} from '../../outside/docker.ts';
import type {S3Access} from '../../outside/s3.ts';
import {CA, CONF, CONF_FOLDER, confFor, passphraseConf} from '../plan/conf.ts';
import type {RepositoryFacts, ServerFacts} from '../plan/facts.ts';
import {folderOf} from '../plan/settings.ts';
import type {PlannedSidecar} from '../plan/sidecar.ts';

export interface ConfigureNeeds {
  docker: Pick<Docker, 'runOnce'>;
  /** Certificates of servers that nobody else vouches for: what NODE_EXTRA_CA_CERTS names. */
  certificates(): Promise<string | undefined>;
}

export interface Configuring {
  server: ServerFacts;
  sidecar: PlannedSidecar;
  repository: RepositoryFacts;
  access: S3Access | undefined;
  /** Where a new one came up. */
  passphrase: string | undefined;
}

/** Into the sidecar's volume, whose files its user alone can read; by stdin, for arguments can be read by every user. */
export const configure = async (
  {server, sidecar, repository, access, passphrase}: Configuring,
  {docker, certificates}: ConfigureNeeds,
): Promise<void> => {
  const keys = typeof access?.credentials === 'object' ? access.credentials : undefined;
  const ca = await certificates();
  const socketFolder = folderOf(server);
  const conf = confFor({...repository, keys, hasCa: ca !== undefined}, {...server, socketFolder});
  const write = (input: string, path: string, also = ''): Promise<string> =>
    docker.runOnce({
      image: sidecar.image,
      user: '0',
      mounts: sidecar.mounts.slice(-1),
      script: WRITE,
      words: [path, sidecar.user, also],
      input,
    });
  if (ca !== undefined) await write(ca, CA, PUBLIC);
  if (passphrase !== undefined) await write(passphraseConf(passphrase), `${CONF_FOLDER}/passphrase.conf`);
  await write(conf, CONF);
};

/** Debian's and Alpine's: those count as well. */
const PUBLIC = '/etc/ssl/certs/ca-certificates.crt';

/** Whole or as it was. */
const WRITE = `set -e
umask 077
mkdir -p ${CONF_FOLDER}
chown "$2" /countable ${CONF_FOLDER}
chmod 700 /countable ${CONF_FOLDER}
cat > "$1.new"
if [ -n "$3" ]; then cat "$3" >> "$1.new"; fi
chown "$2" "$1.new"
mv "$1.new" "$1"`;
