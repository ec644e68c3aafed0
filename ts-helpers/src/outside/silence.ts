import {connect} from 'node:net';
import {USER_AGENT} from '../health/log.ts';

/** Finds out about servers that say nothing. */
export interface Silence {
  /**
   * Sends what is no HTTP, which every web server refuses as soon as it reads it. Resolves to what `look` sees while
   * nothing is said to it; to `refused` where something was, or it hung up; to undefined where nobody is there.
   */
  whileSilent<T>(
    url: string,
    options: {forMs: number; look: () => Promise<T>},
  ): Promise<T | 'refused' | undefined>;
}

const LINE = `${USER_AGENT}\r\n\r\n`;

export const createSilence = (): Silence => ({
  whileSilent: (url, {forMs, look}) =>
    new Promise((resolve, reject) => {
      const {hostname, port, protocol} = new URL(url);
      const socket = connect({
        host: hostname.replace(/^\[|\]$/g, ''),
        port: Number(port) || (protocol === 'https:' ? 443 : 80),
      });
      const end = (result?: 'refused') => {
        clearTimeout(timer);
        socket.destroy();
        resolve(result);
      };
      const timer = setTimeout(() => {
        if (socket.connecting) {
          end();
          return;
        }
        void look()
          .then(resolve, reject)
          .finally(() => {
            end();
          });
      }, forMs);
      let isThere = false;
      socket.once('connect', () => {
        isThere = true;
        socket.write(LINE);
      });
      for (const event of ['data', 'end', 'error'] as const)
        socket.on(event, () => {
          end(isThere ? 'refused' : undefined);
        });
    }),
});
