import {createServer} from 'node:net';

/** TCP ports of this machine. */
export interface Ports {
  /** Whether something listens on the port, at any address unless one is given; false where this user may not try. */
  isTaken(port: number, address?: string): Promise<boolean>;
}

export const createPorts = (): Ports => ({
  isTaken: (port, address) =>
    new Promise(resolve => {
      const server = createServer();
      server.once('error', (error: NodeJS.ErrnoException) => {
        resolve(error.code === 'EADDRINUSE');
      });
      server.listen({port, ...(address !== undefined && {host: address}), exclusive: true}, () => {
        server.close(() => {
          resolve(false);
        });
      });
    }),
});
