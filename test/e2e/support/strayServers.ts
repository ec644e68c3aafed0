import {createServer, type RequestListener, type Server} from 'node:http';
import {
  type AddressInfo,
  createServer as createTcpServer,
  type Server as TcpServer,
  type Socket,
} from 'node:net';

/** Servers that do not behave, at free ports of this machine. */
export const strayServers = () => {
  const closing: (() => void)[] = [];
  const listening = async (server: Server | TcpServer): Promise<string> => {
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    return `127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  return {
    /** Resolves to the address. */
    async http(listener: RequestListener): Promise<string> {
      const server = createServer(listener);
      closing.push(() => {
        server.close();
        server.closeAllConnections();
      });
      return `http://${await listening(server)}/`;
    },

    /** Resolves to host and port. */
    tcp(onConnection: (socket: Socket) => void): Promise<string> {
      const sockets = new Set<Socket>();
      const server = createTcpServer(socket => {
        sockets.add(socket.on('error', () => undefined));
        onConnection(socket);
      });
      closing.push(() => {
        server.close();
        for (const socket of sockets) socket.destroy();
      });
      return listening(server);
    },

    close(): void {
      for (const close of closing.splice(0)) close();
    },
  };
};

/** Goes on for ever after it began, a letter at a time. */
export const trickling =
  (begin: string): ((socket: Socket) => void) =>
  socket => {
    socket.write(begin);
    const timer = setInterval(() => socket.write('x'), 50);
    socket.once('close', () => {
      clearInterval(timer);
    });
  };

/** Goes on for ever, as fast as it is read. */
export const flood: RequestListener = (_, response) => {
  response.writeHead(200, {'Content-Type': 'application/json'});
  const chunk = Buffer.alloc(1_000_000, '[');
  const pump = () => {
    while (!response.destroyed && response.write(chunk));
    if (!response.destroyed) response.once('drain', pump);
  };
  pump();
};
