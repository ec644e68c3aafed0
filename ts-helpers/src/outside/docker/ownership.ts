import {randomBytes} from 'node:crypto';
import path from 'node:path';
import type {RunOptions} from '../shell.ts';

interface GivingBack {
  /** An image of this machine that has `chown`; it is trusted with the folder alone. */
  image: string;
  /** Where all that is given back lies. */
  folder: string;
  /** Absolute paths in there: each with all that is in it. */
  paths: readonly string[];
  owner: {user: number; group: number};
}

export interface Ownership {
  /** Gives files that containers made to a user, by a container, since only root can. Throws CommandFailed. */
  giveBack(order: GivingBack): Promise<void>;
}

const MOST_MS = 120_000;
const MOUNTED_AT = '/countable-workspace';

/** With no more rights than it takes; and without links being followed, which lead elsewhere in there. */
const HARMLESS = [
  '--rm',
  '--pull=never',
  '--network=none',
  '--read-only',
  '--user=0:0',
  '--userns=host',
  '--cap-drop=ALL',
  '--cap-add=CHOWN',
  '--cap-add=DAC_READ_SEARCH',
  '--security-opt=no-new-privileges',
  '--log-driver=json-file',
  '--entrypoint=chown',
];

export const ownershipOf = (
  docker: (args: readonly string[], options?: RunOptions) => Promise<unknown>,
  mostMs = MOST_MS,
): Ownership => ({
  async giveBack({image, folder, paths, owner}) {
    const name = `countable-chown-${randomBytes(6).toString('hex')}`;
    const mount = `--mount=type=bind,source=${folder},target=${MOUNTED_AT}`;
    const places = paths.map(place => path.posix.join(MOUNTED_AT, path.posix.relative(folder, place)));
    const words = ['-R', '-h', `${owner.user}:${owner.group}`, '--', ...places];
    const options = {uninterruptible: true, timeoutMs: mostMs, env: {JENKINS_SERVER_COOKIE: undefined}};
    try {
      await docker(['run', `--name=${name}`, ...HARMLESS, mount, '--', image, ...words], options);
    } catch (error) {
      // Whatever it calls chown may still be at it.
      await docker(['rm', '--force', name], options);
      throw error;
    }
  },
});
