import {once} from 'node:events';
import {connect, createServer, type Server} from 'node:net';
import {platform} from 'node:os';
import {text} from 'node:stream/consumers';
import {isCode} from './disk.ts';
import {type Holder, holderIn, type Lock, type Locks} from './lock.ts';
import {within} from './patience.ts';

/**
 * Locks by name of this machine, whoever's home or folder one works in. The kernel keeps them: Linux' sockets without a
 * file, which end with the process that holds them, and tell its name to whoever asks. Elsewhere all are had.
 */
export const createHostLocks = (system: string = platform()): Pick<Locks, 'tryToTake'> => ({
  async tryToTake(name, me) {
    if (system !== 'linux') return {release: () => Promise.resolve()};
    const address = `\0countable/${name}`;
    return (await taken(address, me)) ?? {heldBy: await holderAt(address)};
  },
});

/** Undefined when another process has it. */
const taken = async (address: string, me: Holder): Promise<Lock | undefined> => {
  const server = createServer(asking => {
    // Who asked and went away again missed nothing.
    asking
      .on('error', () => undefined)
      .end(JSON.stringify(me), () => {
        asking.destroy();
      });
  });
  // It keeps nobody from ending.
  server.unref().listen(address);
  try {
    await once(server, 'listening');
  } catch (error) {
    if (isCode(error, 'EADDRINUSE')) return undefined;
    throw error;
  }
  return {release: () => closed(server)};
};

const closed = async (server: Server): Promise<void> => {
  const end = once(server, 'close');
  server.close();
  await end;
};

const ANSWER_MS = 2_000;

const holderAt = async (address: string): Promise<Holder> => {
  const asking = connect(address);
  try {
    return holderIn(await within(ANSWER_MS, text(asking)));
  } catch {
    // It has ended since, or is stopped: it is held all the same.
    return holderIn('');
  } finally {
    asking.destroy();
  }
};
