import {createServer} from 'node:net';

/** TCP ports of this machine. */
export interface Ports {
  /** Whether something listens on the port; false where this user may not try. */
  isTaken(port: number): Promise<boolean>;
}

export const createPorts = (): Ports => ({
  isTaken: port =>
    new Promise(resolve => {
      const server = createServer();
      server.once('error', (error: NodeJS.ErrnoException) => {
        resolve(error.code === 'EADDRINUSE');
      });
      server.listen({port, exclusive: true}, () => {
        server.close(() => {
          resolve(false);
        });
      });
    }),
});
