import {CommandFailed} from '../../errors.ts';
import type {DockerCommand} from './command.ts';

/** What a running container does on the network, and which processes do it. */
export interface Sockets {
  /** The TCP ports it listens on; undefined where that cannot be seen: some images have no `cat`. */
  listeners(container: string): Promise<{port: number; isLoopback: boolean}[] | undefined>;
}

const TIMEOUT_MS = 10_000;

export const socketsOf = (docker: DockerCommand): Sockets => ({
  async listeners(id) {
    try {
      // Of the second there is none where the kernel has no IPv6.
      const words = ['exec', id, 'cat', '/proc/net/tcp', '/proc/net/tcp6'];
      return socketsIn((await docker(words, {timeoutMs: TIMEOUT_MS})).stdout);
    } catch (error) {
      if (!(error instanceof CommandFailed)) throw error;
      return error.stdout === '' ? undefined : socketsIn(error.stdout);
    }
  },
});

const LISTENS = '0A';
const ROW = /^\s*\d+: ([\dA-F]{8,32}):([\dA-F]{4}) \S+ ([\dA-F]{2}) /;
/** Docker's own name server in the network of a container. */
const NAME_SERVER = '0B00007F';

const socketsIn = (table: string) =>
  table.split('\n').flatMap(row => {
    const [, address = '', port = '', state] = ROW.exec(row) ?? [];
    if (state !== LISTENS || address === NAME_SERVER) return [];
    return [{port: Number.parseInt(port, 16), isLoopback: isLoopback(address)}];
  });

/** The kernel writes each four bytes back to front: 127.0.0.1, ::1, and the former as the latter has it. */
const isLoopback = (address: string): boolean =>
  address.length === 8
    ? address.endsWith('7F')
    : address === `${'0'.repeat(24)}01000000` || /^0{16}FFFF0000.{6}7F$/.test(address);
