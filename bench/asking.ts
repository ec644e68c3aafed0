import {connect, createServer} from 'node:net';
import {setTimeout} from 'node:timers/promises';

/** Seconds between two answers that followed one another, the longest such time. */
export const longestGap = async (port: number, end: AbortSignal): Promise<number> => {
  let last = performance.now();
  let longest = 0;
  while (!end.aborted) {
    if (await answers(port)) {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }
    await setTimeout(10);
  }
  return longest / 1000;
};

const answers = (port: number): Promise<boolean> =>
  new Promise(resolve => {
    const socket = connect({port, host: '127.0.0.1', timeout: 3_000}, () => socket.write('hello'));
    socket.once('data', () => {
      resolve(true);
      socket.destroy();
    });
    for (const event of ['error', 'close', 'timeout'])
      socket.once(event, () => (resolve(false), socket.destroy()));
  });

export const freePort = (): Promise<number> =>
  new Promise(resolve => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
  });
