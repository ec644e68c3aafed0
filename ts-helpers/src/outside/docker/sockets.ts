import {CommandFailed} from '../../errors/userError.ts';
import type {DockerCommand} from '../dockerCommand.ts';

/**
 * What a running container does on the network; undefined where that cannot be seen: some images have no `cat`. Throws CommandFailed
 * where it cannot be seen now: the container has just ended, or the machine is too busy to answer.
 */
export interface Sockets {
  /** The TCP ports it listens on. */
  listeners(container: string): Promise<{port: number; isLoopback: boolean}[] | undefined>;
  /** Its connections with others, and whether its program has taken each up and read all that came. */
  connections(container: string): Promise<{port: number; isRead: boolean}[] | undefined>;
}

const TIMEOUT_MS = 10_000;
/** How `docker exec` ends where there is no such program. */
const NOT_FOUND = 127;
const NOT_EXECUTABLE = 126;

export const socketsOf = (docker: DockerCommand): Sockets => {
  const rows = async (id: string): Promise<Row[] | undefined> => {
    try {
      // Of the second there is none where the kernel has no IPv6.
      const words = ['exec', id, 'cat', '/proc/net/tcp', '/proc/net/tcp6'];
      return rowsOf((await docker(words, {timeoutMs: TIMEOUT_MS})).stdout);
    } catch (error) {
      if (!(error instanceof CommandFailed)) throw error;
      if (error.stdout !== '') return rowsOf(error.stdout);
      if (error.exitCode === NOT_FOUND || error.exitCode === NOT_EXECUTABLE) return undefined;
      throw error;
    }
  };
  return {
    async listeners(id) {
      return (await rows(id))
        ?.filter(({state, address}) => state === LISTENS && address !== NAME_SERVER)
        .map(({port, address}) => ({port, isLoopback: isLoopback(address)}));
    },

    async connections(id) {
      return (await rows(id))
        ?.filter(({state, address}) => state === CONNECTED && !isLoopback(address))
        .map(({port, unread, inode}) => ({port, isRead: unread === 0 && inode !== NOT_TAKEN_UP}));
    },
  };
};

interface Row {
  address: string;
  port: number;
  state: string;
  /** Bytes. */
  unread: number;
  inode: string;
}

const CONNECTED = '01';
const LISTENS = '0A';
/** Of what waits for the program to accept it. */
const NOT_TAKEN_UP = '0';
const SOCKET = /^([\dA-F]{8,32}):([\dA-F]{4})$/;
/** Docker's own name server in the network of a container. */
const NAME_SERVER = '0B00007F';

const rowsOf = (table: string): Row[] =>
  table.split('\n').flatMap(row => {
    const [, local = '', , state = '', queues = '', , , , , inode = ''] = row.trim().split(/\s+/);
    const [, address, port = ''] = SOCKET.exec(local) ?? [];
    if (address === undefined) return [];
    const unread = Number.parseInt(queues.split(':')[1] ?? '', 16);
    return [{address, port: Number.parseInt(port, 16), state, unread, inode}];
  });

/** The kernel writes each four bytes back to front: 127.0.0.1, ::1, and the former as the latter has it. */
const isLoopback = (address: string): boolean =>
  address.length === 8
    ? address.endsWith('7F')
    : address === `${'0'.repeat(24)}01000000` || /^0{16}FFFF0000.{6}7F$/.test(address);
