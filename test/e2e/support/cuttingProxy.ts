import {connect, createServer, type Socket} from 'node:net';

/** In front of a server; cuts each connection after so many bytes to it, as a bad line does. */
export interface CuttingProxy {
  endpoint: string;
  /** Asked for each new connection; undefined: none is cut. */
  cutAfter(bytes: (() => number) | undefined): void;
  stop(): void;
}

export const startCuttingProxy = async (server: string): Promise<CuttingProxy> => {
  const {hostname, port} = new URL(server);
  let limit: (() => number) | undefined;
  const open = new Set<Socket>();
  const proxy = createServer(client => {
    const upstream = connect(Number(port), hostname);
    let left = limit?.() ?? Infinity;
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        open.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    client.on('data', chunk => {
      left -= chunk.length;
      if (left < 0) client.resetAndDestroy();
      else if (!upstream.write(chunk)) client.pause();
    });
    upstream.on('drain', () => client.resume());
    upstream.pipe(client);
  });
  await new Promise<void>(resolve => proxy.listen(0, '127.0.0.1', resolve));
  const {port: own} = proxy.address() as {port: number};
  return {
    endpoint: `http://127.0.0.1:${own}`,
    cutAfter(bytes) {
      limit = bytes;
    },
    stop() {
      proxy.close();
      for (const socket of open) socket.destroy();
    },
  };
};
